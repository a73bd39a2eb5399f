"""What notices a mutant: the compiler, the examples of the document and of those below it, the tables of ``tests/law``.

Turns the text of a changed policy file into a :class:`Verdict`. Everything is asked, also when the first has noticed,
so that a witness can be named for each change.
"""

from __future__ import annotations

from collections import Counter

from attrs import frozen
from law.norms import differences
from mutation.lower import noticed_below

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.tree import Language

Known = Counter[str]
READING = "TW0"
"""The ids of findings about lines that cannot be read begin like this."""


@frozen
class Verdict:
    """Who noticed: ids of new errors and warnings, Chinese titles of failed examples, and tables that differ.

    ``below`` is what goes wrong in documents that refine this one. ``crash`` is an exception of the compiler: always a
    defect, whatever was changed.
    """

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    crash: str = ""
    below: tuple[str, ...] = ()

    @property
    def caught(self) -> bool:
        """Return whether anything noticed. Warnings count: each file's are held to a table by ``test_policies``."""
        return bool(self.errors or self.warnings or self.examples or self.tables or self.crash or self.below)

    @property
    def unreadable(self) -> bool:
        """Return whether the change made a line that is none: nobody's mistake, and no achievement to notice."""
        return any(id.startswith(READING) for id in self.errors)


def known_findings(text: str) -> Known:
    """Return how often each finding is reported for the file as it is."""
    return Counter(finding.id for finding in compile_text(text, "policy").findings)


def examine(text: str, known: Known) -> Verdict:
    """Compile a changed file, run its examples and compare its norms; ``known`` findings do not count."""
    try:
        compiled = compile_text(text, "policy")
        errors = _new(compiled.findings, known, Severity.ERROR)
        warnings = _new(compiled.findings, known, Severity.WARNING)
        if compiled.policy is None or not compiled.ok:
            return Verdict(errors or ("no rules",), warnings)
        below = noticed_below(compiled.policy.id, text)
        return Verdict(errors, warnings, _failed(compiled), differences(compiled), below=below)
    except Exception as error:  # a mutant that breaks the compiler is a result of the run
        return Verdict(crash=f"{type(error).__name__}: {error}")


def _new(findings: tuple[Finding, ...], known: Known, severity: Severity) -> tuple[str, ...]:
    found = Counter(finding.id for finding in findings if finding.severity is severity)
    return tuple(sorted((found - known).elements()))


def _failed(compiled: Compiled) -> tuple[str, ...]:
    return tuple(o.title.get(Language.ZH) for o in run_examples(compiled).outcomes if not o.passed)
