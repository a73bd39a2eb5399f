"""Conformance: a lower document held against the demands of a higher one that it need not say it refines.

Turns two documents into a :class:`Conformity`: every floor, ceiling, decided figure, delegation, ordering and list of
the higher document, with what the lower one states for the same people, how the two go together, and a settled claim
that shows it. Kept, violated, not stated and undetermined are told apart.

    dates        whether both are in force together
    people       the people of both as one set; rules in terms of it
    matching     which benefits of the lower document stand for one of the higher
    figures, grading, cases     demands on single figures, judged by ``rules/norms``
    demands, lists              orderings, rising rates, lists, funds, duties
    conforming   all of it: :func:`conform`
    report, markdown, to_json   printing

Left to others: judging a figure by another (``rules/norms``), findings of a document that refines another
(``rules/refine``), aligning people and wording values (``compare``).
"""

from tiaowen.compiler.conform.conforming import conform
from tiaowen.compiler.conform.dates import At
from tiaowen.compiler.conform.model import Conformity, Kind, Row, Verdict, failing

__all__ = ["At", "Conformity", "Kind", "Row", "Verdict", "conform", "failing"]
