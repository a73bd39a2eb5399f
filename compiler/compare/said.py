"""Everything a document says, one statement at a time: what it means, how it puts it, and where.

Two statements are the same when ``meaning`` is the same, whatever article they stand in and however they are put. A
remark means what it says, as it computes nothing.

Left to others: matching the statements of two documents (``clauses``).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from attrs import field, frozen

from tiaowen.compiler.compare.words import join, same, say
from tiaowen.compiler.rules.model import Adjustment, Benefit, Clause, Policy, Rule
from tiaowen.dsl.tree import Citation, Text

CLAUSE = "clause"
REMARK = "remark"

Cell = tuple[Hashable, ...]
"""One case that a clause decides: benefit, facet, who and where; and the value, for its meaning."""


Said = tuple[str, Hashable, tuple[Citation, ...], Text]
"""What a statement is about, what it means, where it stands, and how it is put."""


@frozen
class Statement:
    """One statement. ``cases`` are those a clause decides, without the values; ``people`` whom it is about."""

    kind: str
    meaning: Hashable
    text: Text = field(eq=False)
    cites: tuple[Citation, ...] = field(eq=False)
    benefits: tuple[str, ...] = field(default=(), eq=False)
    cases: frozenset[Cell] = field(default=frozenset(), eq=False)
    people: frozenset[str] = field(default=frozenset(), eq=False)


def statements(policy: Policy) -> tuple[Statement, ...]:
    """Return everything a document says."""
    found = [*_clauses(policy), *_beside(policy)]
    for benefit in policy.benefits:
        found += _conditions(benefit)
    return tuple(each for each in found if each.cites)


def words(text: Text) -> str:
    """Return what a text says, in Chinese if it can."""
    return text.zh or text.en or ""


# ── clauses ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _clauses(policy: Policy) -> Iterator[Statement]:
    cells: dict[int, list[tuple[Cell, Hashable]]] = {}
    for benefit in policy.benefits:
        for rule in benefit.rules:
            own = [(case, (rule.value, rule.period, rule.funds)) for case in _cases(benefit.id, rule)]
            cells.setdefault(rule.clause, []).extend(own)
    for tilt in policy.adjustments:
        what = (tilt.reduced, tilt.raised, tilt.lifted)
        cells.setdefault(tilt.clause, []).extend((case, what) for case in _cases(tilt.scheme, tilt))
    for clause in policy.clauses:
        if clause.index in cells and clause.document is None:
            yield _clause(clause, cells[clause.index])


def _clause(clause: Clause, cells: list[tuple[Cell, Hashable]]) -> Statement:
    people = frozenset(str(case[2]) for case, _ in cells)
    text = Text(zh=clause.zh, en=clause.en)
    cases = frozenset(case for case, _ in cells)
    return Statement(CLAUSE, frozenset(cells), text, clause.cites, clause.benefits, cases, people)


def _cases(subject: str, rule: Rule | Adjustment) -> Iterator[Cell]:
    for box in rule.boxes:
        for who in sorted(box.categories or {""}):
            yield (subject, rule.facet, who, box.levels, box.care, box.plans, frozenset(box.tests))


# ── conditions of a benefit, and what is beside the benefits ─────────────────────────────────────────────────────


def _conditions(benefit: Benefit) -> Iterator[Statement]:
    for matter, meaning, cites, text in _said_of(benefit):
        yield Statement(matter, (benefit.id, matter, meaning), text, cites, (benefit.id,))


def _said_of(benefit: Benefit) -> Iterator[Said]:
    for need in benefit.requires:
        options = frozenset(frozenset(option) for option in need.options)
        yield "requires", options, need.cites, say("a requirement", "条件")
    for bar in benefit.excludes:
        barred = (frozenset(bar.when), frozenset(bar.unless), bar.strength)
        yield "excludes", barred, bar.cites, say("an exclusion", "不救助情形")
    for other, cites in benefit.displaced_by:
        yield "instead-of", other, cites, say("what comes instead", "替代")
    if benefit.base is not None:
        counted = (benefit.base.fact, frozenset(benefit.base.payers), frozenset(benefit.base.benefits))
        yield "base", counted, benefit.base.cites, say("the costs counted", "计入费用")
    cases = (benefit.care, frozenset(benefit.covers))
    yield "care", cases, benefit.covers_cites, say("what it is for", "适用范围")
    if benefit.several is not None:
        yield "several", benefit.several, benefit.several_cites, say("several identities", "多重身份")
    if benefit.identity_event is not None:
        yield "identity", benefit.identity_event, benefit.identity_cites, say("identity as of", "身份认定")
    if benefit.start is not None or benefit.end is not None:
        yield "period", (benefit.start, benefit.end), benefit.period_cites, say("when it holds", "适用期间")


def _beside(policy: Policy) -> Iterator[Statement]:
    for matter, meaning, cites, text in (*_defined(policy), *_ordered(policy), *_days(policy), *_remarked(policy)):
        yield Statement(matter, (matter, meaning), text, cites)


def _defined(policy: Policy) -> Iterator[Said]:
    for group in policy.classes:
        name = policy.names.get(group.id)
        text = Text(zh=name.zh, en=name.en) if name is not None else same(group.id)
        yield "class", (group.id, frozenset(group.boxes)), group.cites, text
    for each in policy.lists:
        yield "list", (each.id, frozenset(each.members)), each.cites, say("a list", "名录")
    for one in policy.parameters:
        taken = (one.id, one.statistic, one.region, one.lag, one.rounding)
        yield "statistic", taken, one.cites, say("a statistic", "基数")


def _ordered(policy: Policy) -> Iterator[Said]:
    for pool in policy.pools:
        counted = (pool.facet, frozenset(pool.benefits), pool.period, pool.family, pool.care)
        yield "accumulates", counted, pool.cites, say("a yearly counter", "累计")
    for duty in policy.duties:
        yield "duty", (frozenset(duty.actors), words(duty.action), duty.deadline), duty.cites, duty.action
    for rule in policy.fund_rules:
        for band in rule.bands:
            shared = (rule.id, band.over, band.upto, band.shares)
            yield "fund", shared, band.cites, say("sharing of an overspend", "超支分担")
    for limit in policy.fund_limits:
        kept = (limit.measure, limit.operator, limit.share, limit.of, limit.strength)
        yield "limit", kept, limit.cites, say("a limit of the fund", "基金限制")


def _days(policy: Policy) -> Iterator[Said]:
    for matter, day, cites in (
        ("in-force", policy.start, policy.start_cites),
        ("in-force-to", policy.end, policy.end_cites),
        ("expenses-from", policy.expenses_from, policy.expenses_cites),
    ):
        if day is not None:
            yield matter, day, cites, same(day.isoformat())


def _remarked(policy: Policy) -> Iterator[Said]:
    for remark in policy.remarks:
        yield REMARK, (remark.matter, words(remark.text)), remark.cites, remark.text
    for doubt in policy.doubts:
        # The lines of the reading taken are rules, and told as such.
        lines = [words(line) for choice in doubt.choices if choice.name != doubt.chosen for line in choice.lines]
        texts = [doubt.text, *(choice.text for choice in doubt.choices if choice.text is not None)]
        yield REMARK, (doubt.name, tuple(lines), tuple(map(words, texts))), doubt.cites, join(texts, "; ", "；")
