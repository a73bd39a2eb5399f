"""What lower documents notice: the demonstrations whose higher document a mutant changes.

A framework leaves its figures to lower documents, so that no claim under it alone comes to an amount: its floors, lists
and the costs that count show in the documents that refine it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tiaowen.compiler.examples import run_examples
from tiaowen.compiler.resolve import place
from tiaowen.compiler.resolve.higher import refined
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.parse import parse
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language

DEMO = Path(__file__).resolve().parents[2] / "docs" / "demo"


@cache
def _below(id: str) -> tuple[tuple[str, str], ...]:
    """Return name and text of the Chinese demonstrations that refine a document."""
    found = []
    for path in sorted(DEMO.glob("*.policy")):
        text = path.read_text(encoding="utf-8")
        placed, _ = place(parse(text)[0], Source.of(text, path.name))
        if not path.name.endswith(".en.policy") and id in [name.text for name in refined(placed)]:
            found.append((path.stem, text))
    return tuple(found)


def noticed_below(id: str, changed: str) -> tuple[str, ...]:
    """Return what goes wrong in lower documents under the changed text of ``id``: findings, failed examples."""
    return tuple(f"{name}: {what}" for name, text in _below(id) for what in _wrong(text, f"{name}.policy", id, changed))


def _wrong(text: str, file: str, id: str, higher: str) -> tuple[str, ...]:
    def find(wanted: str) -> tuple[str, str] | None:
        return (f"{id}.policy", higher) if wanted == id else None

    compiled = compile_text(text, file, find=find)
    told = tuple(f.id for f in compiled.findings if f.severity is not Severity.INFO)
    if compiled.policy is None or not compiled.ok:
        return told
    return told + tuple(o.title.get(Language.ZH) for o in run_examples(compiled).outcomes if not o.passed)
