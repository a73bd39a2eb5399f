"""What a compiled document says beside its amounts, in short sentences: one for each fact, by table.

Dates, duties and their deadlines, limits of the funds, floors and ceilings for lower documents, tilts for insurers,
figures left to others, lists: nothing here settles a claim, so no example would notice a change. Left to others: what
the sentences must be (``norms``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from law.forms import adopted_choices, headings_of

from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.dsl import tree
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Deadline, Language, Line
from tiaowen.dsl.walk import governed

Tables = Mapping[str, tuple[str, ...]]


def facts_of(compiled: Compiled) -> Tables:
    """Return what a compiled document says beside the amounts, by table."""
    policy = compiled.policy
    assert policy is not None
    return {
        "frame": tuple(_frame(compiled.placed.document.lines)),
        "dates": (f"issued {policy.issued}", f"{_at(policy.start_cites)}in force {policy.start}"),
        "repeals": tuple(text.get(Language.ZH) for text in policy.repeals),
        "duties": tuple(f"{_at(duty.cites)}{' '.join(duty.actors)}: {_due(duty.deadline)}" for duty in policy.duties),
        "limits": tuple(
            f"{_at(limit.cites)}{limit.measure} {limit.operator.value} {limit.share} of {limit.of}"
            for limit in policy.fund_limits
        ),
        "floors": _with_people(
            (f"{_at(rule.cites)}{benefit} {rule.facet} {rule.value.operator.value} {_figure(rule.value)}", rule)
            for benefit, rule in _rules(policy)
            if isinstance(rule.value, model.Open) and rule.value.operator
        ),
        "abolished": _with_people(
            (f"{_at(rule.cites)}{benefit}: no {rule.facet}", rule)
            for benefit, rule in _rules(policy)
            if isinstance(rule.value, model.Nothing)
        ),
        "silent": _with_people(
            (f"{_at(rule.cites)}{benefit}: {rule.facet}", rule)
            for benefit, rule in _rules(policy)
            if isinstance(rule.value, model.Open) and rule.value.kind == "not-stated"
        ),
        "funds": _with_people(
            (f"{_at(rule.cites)}{benefit}: {', '.join(map(_part, rule.funds))}", rule)
            for benefit, rule in _rules(policy)
            if rule.funds
        ),
        "bases": tuple(f"{_at(b.base.cites)}{b.id}: {_base(b.base)}" for b in policy.benefits if b.base),
        "tilts": tuple(map(_tilt, policy.adjustments)),
        "diseases": tuple(fact for found in policy.lists for fact in _diseases(found)),
        "delegated": _with_people(
            (f"{_at(rule.cites)}{benefit} {rule.facet}: {' '.join(sorted(rule.value.by))}", rule)
            for benefit, rule in _rules(policy)
            if isinstance(rule.value, model.Open) and rule.value.by
        ),
        "identities": tuple(f"{b.id}: as of {b.identity_event}" for b in policy.benefits if b.identity_event),
        "statistics": tuple(
            f"{_at(used.cites)}{used.statistic}: {used.lag} year before, {used.publisher}" for used in policy.parameters
        ),
    }


def _rules(policy: model.Policy) -> Iterator[tuple[str, model.Rule]]:
    return ((benefit.id, rule) for benefit in policy.benefits for rule in benefit.rules)


def _with_people(facts: Iterable[tuple[str, model.Rule]]) -> tuple[str, ...]:
    """Return each fact once with all whom it is about: a clause makes several rules where readings divide its cases."""
    who: dict[str, set[str]] = {}
    for fact, rule in facts:
        who.setdefault(fact, set()).update(_categories(rule.boxes))
    return tuple(f"{fact} for {' '.join(sorted(categories))}" for fact, categories in who.items())


def _categories(boxes: Iterable[model.Box]) -> set[str]:
    return {category for box in boxes for category in box.categories or ()}


def _frame(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what lower documents may and must do, in the words of the file, with whom they may add."""
    added: set[str] = set()
    adopted = adopted_choices(lines)
    for standing in governed(lines):
        line = standing.line
        said = line.line if isinstance(line, tree.Choice) and id(line) in adopted else line
        place = headings_of(standing.heading)[:1]
        match said:
            case tree.MayExtend(list=name, least=least, most=most, members=members):
                more = f"by {least} to {most}" if most else _items(members)
                added.update(item.name.text for item in members)
                yield " ".join([*place, "may extend", name.text, more])
            case tree.Means(heads=(head,), items=items, where=where) if head.text in added:
                yield " ".join([*place, head.text, "means", _items(items), *map(_condition, where)])
            case tree.SetNames(names=names, by=by):
                yield " ".join([*place, *_texts(names), "set by", *_texts(by)])
            case tree.Rising(facet=facet):
                yield " ".join([*place, facet.value, "rises"])
            case tree.Ordered(facet=facet, above=above, below=below):
                yield " ".join([*place, facet.value, "of", *_texts(above), "above", *_texts(below)])
            case _:
                pass


def _items(items: Iterable[tree.Item]) -> str:
    return " ".join(("not " if item.negated else "") + item.name.text for item in items)


def _condition(condition: tree.Condition | tree.AnyOf) -> str:
    match condition:
        case tree.Item():
            return _items((condition,))
        case tree.Comparison(fact=fact, operator=operator, quantity=tree.Duration(length=length, unit=unit)):
            return f"{fact.text} {operator.value} {length} {unit}"
        case _:
            return str(condition)


def _texts(names: Iterable[tree.Name]) -> tuple[str, ...]:
    return tuple(name.text for name in names)


def _at(cites: Iterable[Citation]) -> str:
    """Return the first place cited, and a blank."""
    return "".join(citation_text(cite, Language.ZH) + " " for cite in tuple(cites)[:1])


def _due(deadline: Deadline | None) -> str:
    if deadline is None:
        return "no date"
    parts = [deadline.form]
    if deadline.duration:
        parts += [str(deadline.duration.length), deadline.duration.unit]
    if deadline.month:
        parts.append(f"{deadline.month}-{deadline.day}")
    elif deadline.day:
        parts.append(str(deadline.day))
    return " ".join([*parts, *([str(deadline.times)] if deadline.times else [])])


def _figure(value: model.Open) -> str:
    """Return the share or amount of a floor or ceiling."""
    match value.amount:
        case None:
            return str(value.share)
        case model.Fixed(fen):
            return f"{fen} fen"
        case model.OfStatistic(share, name) | model.OfFact(share, name):
            return f"{share} of {name}"


def _part(part: model.FundPart) -> str:
    """Return what a fund pays: up to a sum, a share, or the rest."""
    if part.upto is not None:
        return f"up to {part.upto} fen from {part.fund}"
    return f"{part.share or 'rest'} from {part.fund}"


def _base(base: model.Base) -> str:
    payers = (column.removeprefix("paid_") for column in base.payer_columns)
    return " ".join((base.column, "less", *payers, *base.benefits))


def _tilt(tilt: model.Adjustment) -> str:
    change = "none" if tilt.lifted else f"less {tilt.reduced}" if tilt.reduced else f"plus {tilt.raised}"
    return f"{_at(tilt.cites)}{tilt.scheme} {tilt.facet}: {change} for {' '.join(sorted(_categories(tilt.boxes)))}"


def _diseases(found: model.DiseaseList) -> tuple[str, ...]:
    return (f"{_at(found.cites)}{found.id}: {found.stated_count or 'no number'}", *found.members)
