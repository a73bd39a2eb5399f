"""Comparing two documents: what differs, for whom, and what it does to the money, proved for every amount.

Two levels. *Facet by facet*, what both say of one matter (``ratio``) of one benefit is set side by side, people
aligned by category, never by class number. *Situation by situation*, what both pay in all for the same visit is
compared as exact schedules; there, benefits need not correspond. The effects of the first level are those that the
second proves.

    axes, cases        the common refinement of the cases of both documents
    people             the common refinement of their people, and what groups are called
    stages, payments   what a document does with a case, as a stack of benefits and as a schedule
    situations, scenes every case that makes a difference, its effect, witnesses and tables
    confirm            settling claims at every critical amount
    facets, provisions, together, norms, duties   what is said, matter by matter
    verdicts, hidden, unexplained, periods        what a matter does to the money, and why that may not be seen
    identity, near, doubted     benefits of another name, categories defined otherwise, readings that decide
    said, clauses, definitions  between versions of one document: numbers, places, wording, classes, statistics
    perspective                 the same as the fund sees it
    comparing          all of it: :func:`compare`
    report, to_json, decide     printing, data, and whether a difference is a failure

    accepting               a file of accepted differences, and the rows it marks

Left to others: conformance with a higher document; pages and tables (``compiler/reports``).
"""

from tiaowen.compiler.compare.accepting import Malformed, baseline, read_entries, reviewed
from tiaowen.compiler.compare.comparing import compare
from tiaowen.compiler.compare.decide import FailOn, failing, severity
from tiaowen.compiler.compare.model import Change, Comparison, Effect, Mode, Perspective
from tiaowen.compiler.compare.perspective import seen_by
from tiaowen.compiler.compare.report import render_text
from tiaowen.compiler.compare.to_json import to_json

__all__ = [
    "Change",
    "Comparison",
    "Effect",
    "FailOn",
    "Malformed",
    "Mode",
    "Perspective",
    "baseline",
    "compare",
    "failing",
    "read_entries",
    "render_text",
    "reviewed",
    "seen_by",
    "severity",
    "to_json",
]
