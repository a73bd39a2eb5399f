"""The figures of the higher document, one demand after the other, held against those of the lower one.

The judging is that of ``rules/norms``; here it is decided which rules are judged, what becomes of people of whom
nothing is said, and which judgements are one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from tiaowen.compiler.compare.model import View
from tiaowen.compiler.compare.words import fill, join, say
from tiaowen.compiler.conform.cases import shown
from tiaowen.compiler.conform.context import Context, readings
from tiaowen.compiler.conform.grading import Grade, graded, kind_of, untold
from tiaowen.compiler.conform.matching import Match, matches
from tiaowen.compiler.conform.model import VIOLATED, Kind, Row, Verdict
from tiaowen.compiler.conform.words import people_text, places
from tiaowen.compiler.rules.findings.words import FACET_NAMES
from tiaowen.compiler.rules.model import COVERAGE, Benefit, Box, Elsewhere, Excluded, Open, Rule
from tiaowen.compiler.rules.norms import judge_rules
from tiaowen.dsl.tree import Citation, Text

POOL = "pool:"


@frozen
class _Found:
    """One judgement, before those that are one row are put together."""

    demand: View
    statement: View | None
    matter: Text
    benefit: str | None
    grade: Grade
    who: frozenset[str]
    where: Text | None
    sources: tuple[Rule, Rule | None]
    boxes: tuple[Box, ...] = ()
    year: int | None = None


def figure_rows(context: Context) -> Iterator[Row]:
    """Yield the rows of every benefit of the higher document."""
    for benefit in context.parent.benefits:
        found = matches(context.parent, context.child, benefit)
        yield from _benefit(context, benefit, found)


def _benefit(context: Context, benefit: Benefit, found: Sequence[Match]) -> Iterator[Row]:
    origin = dict(context.norms(benefit))
    demanded = [norm for norm in origin if kind_of(norm) is not None and not _is_no_demand(norm, found)]
    judged: dict[Rule, list[_Found]] = {norm: [] for norm in demanded}
    assisted: set[str] = set()
    for match in found:
        sources = dict(context.own(match.lower))
        stated = [rule for rule in sources if not (context.inherited(sources[rule]) and isinstance(rule.value, Open))]
        assisted |= {id for rule in stated if _gives(rule) for id in _people(rule.boxes)}
        amended = _Amended(context, origin, sources)
        for each in judge_rules(match.lower.id, demanded, stated, match.covers, context.known, amended):
            grade = graded(context, each, _kind(each.norm))
            pair = (each.norm, origin[each.norm]), (each.own, sources[each.own])
            one = _one(context, benefit, match, pair, grade, each.boxes)
            judged[each.norm].append(evolve(one, year=each.year))
        for norm, own in dict.fromkeys(amended.pairs):
            pair = (norm, origin[norm]), (own, sources[own])
            judged[norm].append(_one(context, benefit, match, pair, AMENDED, own.boxes))
    for norm in demanded:
        judged[norm] += _silence(context, benefit, found, (norm, origin[norm]), judged[norm], assisted)
    yield from _rows(context, benefit, [each for norm in demanded for each in judged[norm]])


AMENDED = Grade(
    Verdict.UNDETERMINED, say("stands under an amendment of this very article", "以修改上位文件该条的方式另行规定")
)


@frozen(eq=False)
class _Amended:
    """Asks whether a lifted rule is amended by another one, and keeps those that are."""

    context: Context
    norms: Mapping[Rule, Rule]
    own: Mapping[Rule, Rule]
    pairs: list[tuple[Rule, Rule]] = field(factory=list)

    def __call__(self, norm: Rule, own: Rule) -> bool:
        """Tell whether ``norm`` gives way to ``own``."""
        if not self.context.amended(self.norms[norm], self.own[own]):
            return False
        self.pairs.append((norm, own))
        return True


def _kind(norm: Rule) -> Kind:
    kind = kind_of(norm)
    assert kind is not None
    return kind


def _is_no_demand(norm: Rule, found: Sequence[Match]) -> bool:
    """Tell whether a rule is about the higher document's own benefit only: what it leaves out, another may give."""
    return isinstance(norm.value, Excluded | Elsewhere) and not any(match.by_name for match in found)


def _gives(rule: Rule) -> bool:
    return not (rule.facet == COVERAGE and isinstance(rule.value, Excluded | Elsewhere))


def _people(boxes: Iterable[Box]) -> frozenset[str]:
    return frozenset(id for box in boxes for id in box.categories or ())


def _one(
    context: Context,
    benefit: Benefit,
    match: Match,
    rules: tuple[tuple[Rule, Rule], tuple[Rule, Rule]],
    grade: Grade,
    boxes: tuple[Box, ...],
) -> _Found:
    norm, own = rules
    statement = context.stated(own[1])
    if context.inherited(own[1]) and grade.verdict is Verdict.IMPLEMENTS:
        grade = Grade(grade.verdict, say("taken over", "沿用上位文件"))
    if own[0].facet != norm[0].facet and own[0].facet != COVERAGE:
        facet = facet_text(context, own[0].facet)
        statement = evolve(statement, text=fill("{facet} {text}", "{facet}{text}", facet=facet, text=statement.text))
    return _Found(
        context.demanded(norm[1]),
        statement,
        _matter(context, benefit, norm[0].facet),
        match.lower.id,
        grade,
        _people(boxes),
        places(context, boxes, match),
        (norm[0], own[0]),
        boxes,
    )


def _silence(
    context: Context,
    benefit: Benefit,
    found: Sequence[Match],
    norm: tuple[Rule, Rule],
    judged: Sequence[_Found],
    assisted: set[str],
) -> Iterator[_Found]:
    """Yield what is left of a demand: the people of whom the lower document says nothing in this matter."""
    kind = _kind(norm[0])
    if kind is Kind.MANDATE and isinstance(norm[0].value, Excluded):
        return  # to give nothing, nothing need be said
    local = context.people.ids(context.people.local)
    left = _people(norm[0].boxes) - {id for each in judged for id in each.who} - local
    by_grade: dict[Grade, set[str]] = {}
    for id in sorted(left):
        (at,) = context.people.positions([id])
        why = None
        if not found:
            why = say("no such benefit here", "此处没有这一项")
        elif not context.people.child[at].atoms:
            why = say("no such recipients here", "此处没有这类对象")
        elif context.people.child[at].outside and id not in assisted:
            why = say("not among its recipients", "不在其救助对象之列")
        grade = untold(context, kind, norm[0], assisted=id in assisted, why=why)
        by_grade.setdefault(grade, set()).add(id)
    for grade, who in by_grade.items():
        demand, matter = context.demanded(norm[1]), _matter(context, benefit, norm[0].facet)
        yield _Found(demand, None, matter, None, grade, frozenset(who), None, (norm[0], None))


def _matter(context: Context, benefit: Benefit, facet: str) -> Text:
    name = context.names.of(benefit.id)
    if facet == COVERAGE:
        return name
    return fill("{name}, {facet}", "{name}·{facet}", name=name, facet=facet_text(context, facet))


def facet_text(context: Context, facet: str) -> Text:
    """Return what a facet is called; the cap of a named pool goes by the name of the pool."""
    if facet.startswith(POOL):
        return context.names.of(facet.removeprefix(POOL))
    en, zh = FACET_NAMES[facet]
    return say(en, zh)


# ── putting rows together ──


def _rows(context: Context, benefit: Benefit, found: Sequence[_Found]) -> Iterator[Row]:
    """Yield one row for each demand and statement that say the same, with all the people they are about."""
    together: dict[tuple[object, ...], list[_Found]] = {}
    for each in found:
        statement = each.statement
        said = (statement.standing, statement.value) if statement is not None else None
        where = each.where.en if each.where is not None else None
        facet = (each.sources[0].facet, each.sources[1].facet if each.sources[1] is not None else None)
        demand = (each.demand.standing, each.demand.value)
        together.setdefault((demand, facet, said, each.grade.verdict, each.grade.reason.en, where), []).append(each)
    for group in together.values():
        yield from _parted(context, benefit, group)


def _parted(context: Context, benefit: Benefit, group: Sequence[_Found]) -> Iterator[Row]:
    """Yield a row for the people of several benefits of the lower document where these are the same for all of them."""
    by_benefits: dict[tuple[str, ...], set[str]] = {}
    for id in dict.fromkeys(id for each in group for id in sorted(each.who)):
        key = tuple(dict.fromkeys(each.benefit for each in group if id in each.who and each.benefit is not None))
        by_benefits.setdefault(key, set()).add(id)
    for key, who in by_benefits.items():
        own = [each for each in group if who & each.who]
        yield _row(context, benefit, key, own, frozenset(who))


def _row(
    context: Context, benefit: Benefit, benefits: tuple[str, ...], group: Sequence[_Found], who: frozenset[str]
) -> Row:
    first = group[0]
    kind = _kind(first.sources[0])
    own = first.sources[1]
    demand = evolve(first.demand, cites=_cites(each.demand for each in group))
    statement = None
    if first.statement is not None:
        statement = evolve(
            first.statement, cites=_cites(each.statement for each in group if each.statement is not None)
        )
    case = None
    if own is not None and first.benefit is not None and first.grade.verdict in (*VIOLATED, Verdict.DEVIATES):
        lower = next(each for each in context.child.benefits if each.id == first.benefit)
        case = shown(context, lower, (first.sources[0], own), who, first.boxes, first.year)
    return Row(
        kind=kind,
        facet=first.sources[0].facet,
        benefit=benefit.id,
        benefits=benefits,
        matter=_held_against(context, benefit, benefits, first.matter),
        demand=demand,
        statement=statement,
        who=context.people.categories(who),
        who_text=people_text(context, who),
        where=first.where,
        verdict=first.grade.verdict,
        reason=first.grade.reason,
        readings=readings(demand.cites, statement.cites if statement is not None else ()),
        local=context.people.categories(who & context.people.ids(context.people.local)),
        case=case,
    )


def _held_against(context: Context, benefit: Benefit, benefits: Sequence[str], matter: Text) -> Text:
    """Return the matter, with the benefits of the lower document where these go by another name."""
    others = [context.names.of(id) for id in benefits if id != benefit.id]
    if not others:
        return matter
    return fill("{matter} (here: {others})", "{matter}（此处：{others}）", matter=matter, others=join(others))


def _cites(views: Iterable[View]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite for view in views for cite in view.cites))
