"""A policy file as pytest sees it: a collector, and an item for each example."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from os import PathLike
from pathlib import Path

import pytest
from attrs import evolve

from tiaowen.compiler.examples import NO_EXAMPLES, ExampleOutcome, failure_text, run_examples
from tiaowen.compiler.library import compile_loaded, load_policy
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.dsl.diagnostics import render
from tiaowen.dsl.language import Language

NOTHING = "examples"
"""The item of a policy without examples: it fails, as ``tiaowen test`` does."""


class ExampleFailedError(Exception):
    """An example did not come out; the message is what is shown."""


class PolicyFile(pytest.File):
    """A policy, compiled when it is collected; its examples run when the first of them is asked for."""

    @cached_property
    def language(self) -> Language:
        """Return the language to speak."""
        return Language(self.config.getoption("--tiaowen-lang") or self.config.getini("tiaowen_lang"))

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each example; raise what is wrong with a policy that has no rules to use."""
        compiled = self.compiled
        titles = [placed.example.title.get(self.language) for placed in compiled.placed.examples]
        often = Counter(titles)
        for number, (title, placed) in enumerate(zip(titles, compiled.placed.examples, strict=True)):
            line = compiled.placed.source.place(placed.example.span).line
            name = title if often[title] == 1 else f"{title} ({line})"
            yield ExampleItem.from_parent(self, name=name, number=number, line=line)
        if not titles:
            yield ExampleItem.from_parent(self, name=NOTHING, number=None, line=1)

    @cached_property
    def compiled(self) -> Compiled:
        """Return the policy, named as it is written from where pytest was called."""
        name = _from(self.config.invocation_params.dir, self.path)
        loaded = load_policy(str(self.path))
        if (problem := loaded.problem) is not None:
            place = problem.place and evolve(problem.place, file=name)
            raise self.CollectError(render([evolve(problem, place=place)], self.language))
        compiled = compile_loaded(evolve(loaded, name=name))
        assert compiled is not None
        if not compiled.ok:
            raise self.CollectError(render(compiled.findings, self.language))
        return compiled

    @cached_property
    def outcomes(self) -> tuple[ExampleOutcome, ...]:
        """Return what all examples gave."""
        return run_examples(self.compiled, self.language).outcomes


class ExampleItem(pytest.Item):
    """One example; ``number`` is its place among those of the file, None for a file that has none."""

    def __init__(self, *, number: int | None, line: int, **rest: object) -> None:
        """Keep which example it is."""
        super().__init__(**rest)  # type: ignore[arg-type]  # what pytest hands to every item
        self.number = number
        self.line = line

    @property
    def file(self) -> PolicyFile:
        """Return the policy it is in."""
        assert isinstance(self.parent, PolicyFile)
        return self.parent

    def runtest(self) -> None:
        """Fail with what ``tiaowen test`` says."""
        language = self.file.language
        if self.number is None:
            raise ExampleFailedError(NO_EXAMPLES[language is Language.ZH])
        outcome = self.file.outcomes[self.number]
        if not outcome.passed:
            raise ExampleFailedError(failure_text(outcome, language))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Return what is wrong with the policy; of a mistake of the program, its traceback."""
        del style
        failed = isinstance(excinfo.value, ExampleFailedError)
        return str(excinfo.value if failed else super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[PathLike[str], int, str]:
        """Return file, line (from 0) and name."""
        return self.path, self.line - 1, self.name


def _from(folder: Path, path: Path) -> str:
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # another drive
        return str(path)
