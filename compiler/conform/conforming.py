"""A lower document under a higher one: :func:`conform` puts the parts together.

dates -> people -> figures, demands -> rows in order
"""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.compare.model import People
from tiaowen.compiler.compare.words import fill, join, say
from tiaowen.compiler.conform.amendments import amendments
from tiaowen.compiler.conform.context import Context, clashing, context
from tiaowen.compiler.conform.dates import At, begins, together
from tiaowen.compiler.conform.demands import demand_rows
from tiaowen.compiler.conform.figures import figure_rows
from tiaowen.compiler.conform.model import Basis, Conformity, Document, Row, Verdict
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.vocabulary import name_key
from tiaowen.dsl.tree import Text

ORDER = tuple(Verdict)


def conform(child: Compiled, parent: Policy, at: At | None = None) -> Conformity:
    """Hold a lower document against a higher one; ``at`` is the day or year, without it the first day of both."""
    lower = child.policy
    assert lower is not None
    when = together(lower, parent, at)
    found = context(parent, lower, when.day, amendments(child, parent))
    rows = sorted([*figure_rows(found), *demand_rows(found)], key=lambda row: ORDER.index(row.verdict))
    basis, text = _basis(lower, parent)
    ids = {id for row in rows for id in (*row.who, *row.benefits, *([row.benefit] if row.benefit else []))}
    return Conformity(
        child=_document(lower),
        parent=_document(parent),
        day=when.day,
        together=when.both,
        dates=when.text,
        basis=basis,
        basis_text=text,
        notes=tuple(_notes(found)),
        rows=_once(rows),
        doubts=tuple((each.label, each.text) for policy in (lower, parent) for each in policy.doubts),
        names=tuple((id, found.names.of(id)) for id in sorted(ids)),
        people=tuple(
            People(name, found.people.alignment.ids(members)) for name, members in found.people.alignment.named_groups()
        ),
    )


def _once(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(dict.fromkeys(rows))


def _document(policy: Policy) -> Document:
    return Document(
        policy.id,
        policy.title,
        policy.number,
        policy.language,
        policy.start,
        policy.end,
        policy.issued,
        policy.fingerprint,
    )


def _basis(child: Policy, parent: Policy) -> tuple[Basis, Text]:
    """Return how the lower document stands to the higher one by its own words."""
    if parent.id in child.refines:
        return Basis.REFINES, say("refines this document", "细化本文件")
    keys = {name_key(t) for text in (parent.number, parent.title) if text for t in (text.zh, text.en) if t}
    own = {name_key(t) for text in child.based_on for t in (text.zh, text.en) if t}
    if keys & own:
        return Basis.DECLARED, say("declares this document as its basis", "载明以本文件为依据")
    declared = [*child.based_on, *(Text(zh=id, en=id) for id in child.refines)]
    if not declared:
        return Basis.UNSAID, say("declares no parent", "没有载明上位文件")
    return Basis.REFERENCE, fill(
        "reference only: it declares {others}, not this document",
        "仅供参照：其依据为{others}，并非本文件",
        others=join(declared),
    )


def _notes(found: Context) -> Iterator[Text]:
    parent, child = found.parent, found.child
    if begins(parent) is None:
        yield say(
            "The higher document has neither a date of effect nor of issue.", "上位文件既无施行日期也无印发日期。"
        )
    elif parent.start is None:
        yield say(
            "The higher document states no date of effect: its date of issue is taken.",
            "上位文件未写施行日期，按印发日期计。",
        )
    if not parent.regions or child.regions[: len(parent.regions)] != parent.regions:
        yield say(
            "The lower document is for another region than the higher one.", "下位文件的地区不在上位文件的地区之内。"
        )
    if found.people.local:
        names = found.people.alignment.names(found.people.local)
        yield fill(
            "≈ The higher document does not name {names}; it leaves other persons in special hardship to be named "
            "locally, and they are counted among those.",
            "≈ 上位文件没有列出{names}；其“其他特殊困难人员”由地方规定，这些对象按该类对待。",
            names=names,
        )
    for id in sorted(clashing(parent, child)):
        yield fill(
            "Both documents use {name}, of another region or year.",
            "两份文件所用的{name}地区或年度不同。",
            name=found.names.of(id),
        )
