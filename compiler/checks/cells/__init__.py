"""The cells of a document and what is paid in them: one table for all checks that reckon with money.

    table = cells_of(context)        worked out once for a document, when the first check asks
    for step in table.steps: …       two cells on either side of a threshold of the costs

``table`` has the cells, ``money`` what is paid in one as an exact function of the costs, ``rows`` who and where in
words, ``claims`` claims in round amounts, ``finding`` what findings over cells have in common, ``place`` where the
clauses stand that decide.

Left to others: what is a defect (the checks).
"""

from __future__ import annotations

from tiaowen.compiler.checks.cells.claims import claim, inside, round_inside, settle, total
from tiaowen.compiler.checks.cells.finding import (
    COSTS,
    SELF_PAY,
    UNCONFIRMED,
    RowsFinding,
    amount,
    answered,
    between,
    or_answered,
    plain,
)
from tiaowen.compiler.checks.cells.money import (
    ASSUMED,
    DOMAIN,
    Line,
    by_bill,
    line,
    lines,
    nothing_left,
    uninsured,
)
from tiaowen.compiler.checks.cells.place import articles, gate_place, place_of, rate_also, rate_place, rule_place
from tiaowen.compiler.checks.cells.rows import BILLS, Row, people, rows
from tiaowen.compiler.checks.cells.table import MARKS, At, Cell, Does, Kind, Spot, Step, Table
from tiaowen.compiler.checks.context import Context

_KEY = "cells"


def cells_of(context: Context) -> Table:
    """Return the table of a document."""
    found = context.shared.get(_KEY)
    if not isinstance(found, Table):
        found = context.shared[_KEY] = Table(context.policy)
    return found


__all__ = [
    "ASSUMED",
    "BILLS",
    "COSTS",
    "DOMAIN",
    "MARKS",
    "SELF_PAY",
    "UNCONFIRMED",
    "At",
    "Cell",
    "Does",
    "Kind",
    "Line",
    "Row",
    "RowsFinding",
    "Spot",
    "Step",
    "Table",
    "amount",
    "answered",
    "articles",
    "between",
    "by_bill",
    "cells_of",
    "claim",
    "gate_place",
    "inside",
    "line",
    "lines",
    "nothing_left",
    "or_answered",
    "people",
    "place_of",
    "plain",
    "rate_also",
    "rate_place",
    "round_inside",
    "rows",
    "rule_place",
    "settle",
    "total",
    "uninsured",
]
