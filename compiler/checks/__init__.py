"""Checks over finished rules: what is undefined, contradictory or harmful in a document that compiles.

    report = check(compiled)         every check of the registry, once, over the rules of one document

A check is one file: its id, what it looks for, and the finding it makes, with the words of that finding. It answers
with a finding (*refuted*, where money is meant with the case that shows it, settled by the reference engine), with
:class:`Proved` and what the proof took for granted, or with :class:`Undecided` and why. The order of the checks is
that of ``registry.py``. Pages, with a text to avoid and a better one, lie with all others in ``compiler/manual``.

Left to others: what keeps a document from having rules at all (``compiler/rules``), comparing documents, printing.
"""

from tiaowen.compiler.checks.accepting import Accepted, Excused, accepted, mark_of
from tiaowen.compiler.checks.check import Answer, Case, Check, CheckFinding, Elsewhere, Engine, Proved, Undecided
from tiaowen.compiler.checks.context import Context, context_of
from tiaowen.compiler.checks.registry import CHECKS, TABLE
from tiaowen.compiler.checks.run import Report, cases_of, check

__all__ = [
    "CHECKS",
    "TABLE",
    "Accepted",
    "Answer",
    "Case",
    "Check",
    "CheckFinding",
    "Context",
    "Elsewhere",
    "Engine",
    "Excused",
    "Proved",
    "Report",
    "Undecided",
    "accepted",
    "cases_of",
    "check",
    "context_of",
    "mark_of",
]
