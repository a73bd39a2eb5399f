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
    facets, provisions, norms   what is said, matter by matter
    comparing          all of it: :func:`compare`
    report, to_json, decide     printing, data, and whether a difference is a failure

Left to others: conformance with a higher document, accepted differences, pages.
"""

from tiaowen.compiler.compare.comparing import compare
from tiaowen.compiler.compare.decide import FailOn, Mode, failing, severity
from tiaowen.compiler.compare.model import Change, Comparison, Effect
from tiaowen.compiler.compare.report import render_text
from tiaowen.compiler.compare.to_json import to_json

__all__ = [
    "Change",
    "Comparison",
    "Effect",
    "FailOn",
    "Mode",
    "compare",
    "failing",
    "render_text",
    "severity",
    "to_json",
]
