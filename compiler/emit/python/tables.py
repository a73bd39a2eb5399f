"""The tables of the document that the machinery reads: identities, names, bounds, and the list of benefits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.claims.columns import CARE_DAYS, COUNTED, MONEY
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.emit.python.benefit import Functions
from tiaowen.compiler.emit.python.care import CareKinds, boxes_of
from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.conditions import Conditions, derived_classes
from tiaowen.compiler.emit.python.counters import counter_tables
from tiaowen.compiler.emit.python.figures import Figures
from tiaowen.compiler.emit.python.literals import comment, share, text
from tiaowen.compiler.emit.python.people import Groups
from tiaowen.compiler.emit.python.sentences import Sentences
from tiaowen.compiler.rules.model import DAY, Benefit, Compare, FundRule, OfFact, Policy
from tiaowen.compiler.settle.conditions import comparisons
from tiaowen.compiler.settle.fund import balance_column, funds
from tiaowen.compiler.settle.readings import asked_of, dates_of, people_cites
from tiaowen.compiler.settle.recipients import defining
from tiaowen.dsl.tree import Outcome, Period

SPELT = ("category", "care", "disease", "mark", "plan", "level")
LEVELS = (1, 2, 3)
STANDARD_COLUMNS = {*MONEY, "budget", "overspend", "cumulative_surplus"}


@frozen
class Tables:
    """Writes the tables of one policy."""

    policy: Policy
    citing: Citing
    groups: Groups
    figures: Figures
    care: CareKinds
    sentences: Sentences
    conditions: Conditions

    def lines(self, written: Sequence[tuple[Benefit, Functions]]) -> list[str]:
        """Return all tables."""
        policy = self.policy
        recipients = [cite for each in defining(policy) for cite in each.cites]
        boxes = [*boxes_of(policy)]
        levels = sorted({level for box in boxes for level in box.levels or ()}.union(LEVELS))
        plans = (*sorted({plan for box in boxes for plan in box.plans or ()}), "")
        # The day of a claim is always stated, and no amount.
        compared = tuple(each for each in comparisons(policy) if each.column != DAY)
        yearly = sorted({each.column for each in compared if each.period is Period.YEAR})
        return [
            f"IN_FORCE_FROM: date | None = {_day(policy.start)}",
            f"IN_FORCE_ARTICLES: Articles = {self.citing.constant(policy.start_cites)}",
            f"IN_FORCE_TO: date | None = {_day(policy.end)}",
            f"END_ARTICLES: Articles = {self.citing.constant(policy.end_cites)}",
            f"EXPENSES_FROM: date | None = {_day(policy.expenses_from)}",
            f"EXPENSES_ARTICLES: Articles = {self.citing.constant(policy.expenses_cites)}",
            f"RECIPIENT_ARTICLES: Articles = {self.citing.constant(recipients)}",
            f"READINGS: tuple[str, ...] = {_tuple(text(doubt.label) for doubt in policy.doubts)}",
            f"IDENTITY_EVENTS: tuple[str, ...] = {_tuple(map(text, _events(policy)))}",
            f"PEOPLE_READINGS: dict[str, Articles] = {{{', '.join(self._people_readings())}}}",
            f"LEVELS: tuple[int, ...] = {_tuple(map(str, levels))}",
            f"PLANS: tuple[str, ...] = {_tuple(map(text, plans))}",
            f"YEARLY_FACTS: tuple[str, ...] = {_tuple(map(text, yearly))}",
            *self._people_by_facts(),
            *counter_tables(policy),
            f"OUTSIDE: str | None = {text(policy.outside) if policy.outside is not None else None}",
            "",
            *self._identities(),
            *self._wider_categories(),
            *self._wide_care(),
            *self._bounds(compared),
            *self._benefits(written),
            *self._fund_rules(),
            *self._concepts(),
            *self._column_names(compared),
            *self._columns(compared),
            *self._reasons(),
        ]

    def _people_by_facts(self) -> Iterable[str]:
        left_out = (f"{text(column)}: {_tuple(map(text, rest))}" for column, rest in self.policy.leaves_out.items())
        yield f"LEAVES_OUT: dict[str, tuple[str, ...]] = {{{', '.join(left_out)}}}"
        derived = _tuple(
            f"({text(id_)}, {self.conditions.derived(id_)}, {_set(self.conditions.columns_of(id_))})"
            for id_ in derived_classes(self.policy)
        )
        yield f"DERIVED: tuple[tuple[str, Callable[[Case], bool], frozenset[str]], ...] = {derived}"

    # ── People ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _identities(self) -> Iterable[str]:
        yield from comment("What a stated category amounts to: the categories it can mean, and its rank.")
        yield "IDENTITIES: dict[str, Identity] = {"
        for key, identity in sorted(self.policy.identities.items()):
            given = [
                f"({text(self.figures.given_key(test.condition) or '')}, {test.holds})"
                for test in dict.fromkeys(identity.given)
            ]
            settled = f", {_tuple(given)}" if given else ""
            atoms = _tuple(map(text, self._told_apart(identity.atoms)))
            yield f"    {text(key)}: Identity({text(identity.category)}, {atoms}, {identity.rank}{settled}),"
        yield "}"
        yield ""

    def _told_apart(self, atoms: tuple[str, ...]) -> tuple[str, ...]:
        """Return the kinds of a wide category that some rule tells apart: the first of those that none does."""
        sets = [box.categories for box in boxes_of(self.policy) if box.categories is not None]
        first: dict[tuple[bool, ...], str] = {}
        for atom in atoms:
            first.setdefault(tuple(atom in each for each in sets), atom)
        return tuple(first.values())

    def _wider_categories(self) -> Iterable[str]:
        yield from comment("Of what, as the document knows it, a category is a kind.")
        yield "WIDER_CATEGORIES: dict[str, tuple[str, ...]] = {"
        for key, above in sorted(self.policy.ancestors.items()):
            wider = tuple(each for each in above if each in self.policy.identities)
            if wider and wider != (key,):
                yield f"    {text(key)}: {_tuple(map(text, wider))},"
        yield "}"
        yield ""

    def _wide_care(self) -> Iterable[str]:
        wide = {kind for benefit in self.policy.benefits for kind in self.care.wider(benefit.care or frozenset())}
        for box in boxes_of(self.policy):
            wide |= self.care.wider(box.care or frozenset())
        yield from comment("Kinds of care that the document divides further.")
        yield "WIDE_CARE: dict[str, tuple[str, ...]] = {"
        for kind in sorted(wide):
            yield f"    {text(kind)}: {_tuple(map(text, self.care.leaves(kind)))},"
        yield "}"
        yield ""

    def _bounds(self, compared: Sequence[Compare]) -> Iterable[str]:
        yield from comment("What facts are compared with: what is possible where a claim does not state one.")
        yield "BOUNDS: dict[str, tuple[Bound, ...]] = {"
        for column in sorted({each.column for each in compared}):
            yield f"    {text(column)}: ("
            for each in dict.fromkeys(each for each in compared if each.column == column):
                key = self.figures.given_key(each)
                settles = ""
                if key is not None and each.number is not None:
                    settles = f", {text(key)}, lambda value: value {each.operator.value} {self.figures.number(each)}"
                yield f"        Bound({self.figures.bound(each)}{settles}),"
            yield "    ),"
        yield "}"
        yield ""

    # ── Benefits and funds ──────────────────────────────────────────────────────────────────────────────────────

    def _benefits(self, written: Sequence[tuple[Benefit, Functions]]) -> Iterable[str]:
        yield from comment("The benefits in the order in which they are settled.")
        yield "BENEFITS: tuple[Benefit, ...] = ("
        for benefit, functions in written:
            yield "    Benefit("
            yield f"        id={text(benefit.id)},  {comment(self.groups.name(benefit.id))[0]}"
            for name, value in self._fields(benefit, functions):
                yield f"        {name}={value},"
            yield "    ),"
        yield ")"
        yield ""

    def _fields(self, benefit: Benefit, functions: Functions) -> Iterable[tuple[str, str]]:
        yield "kind", text(benefit.kind)
        yield "settle", functions.settle
        yield "coverage", functions.coverage or "None"
        yield "conditions", functions.conditions or "None"
        yield from functions.people
        if benefit.care is not None and benefit.kind != "enrolment":
            yield "care", self._set(self.care.within(benefit.care) | benefit.care)
            if wider := self.care.wider(benefit.care):
                yield "wider_care", self._set(wider)
            yield "care_articles", self.citing.constant(benefit.covers_cites)
        if benefit.start is not None:
            yield "start", _day(benefit.start)
            yield "start_articles", self.citing.constant(benefit.period_cites)
        elif self.policy.start is not None:
            yield "start", "IN_FORCE_FROM"
            yield "start_articles", "IN_FORCE_ARTICLES"
        if benefit.end is not None:
            yield "end", _day(benefit.end)
            yield "end_articles", self.citing.constant(benefit.period_cites)
        if benefit.displaced_by:
            by = (f"({text(other)}, {self.citing.constant(cites)})" for other, cites in benefit.displaced_by)
            yield "displaced_by", _tuple(by)
        if benefit.several is not None:
            yield "several", text("class" if benefit.several is Outcome.BEST_CLASS else "outcome")
            yield "several_articles", self.citing.constant(benefit.several_cites)
        yield from self._rests_on(benefit)
        if self.policy.doubts and benefit.base is not None and benefit.base.benefits:
            yield "after", _tuple(map(text, benefit.base.benefits))
        if functions.counters is not None:
            yield "counters", functions.counters
        if benefit.identity_event is not None:
            yield "identity_event", text(benefit.identity_event)
            yield "identity_articles", self.citing.constant(benefit.identity_cites)

    def _rests_on(self, benefit: Benefit) -> Iterable[tuple[str, str]]:
        """Yield the readings that the dates, the conditions and the costs of a benefit rest on, as bits."""
        order = [doubt.label for doubt in self.policy.doubts]
        costs = (*benefit.base.cites, *benefit.rounding_cites) if benefit.base is not None else ()
        rests_on = (
            ("dated_by", dates_of(self.policy, benefit)),
            ("asked_by", asked_of(benefit)),
            ("costs_by", costs if benefit.kind == "visit" else ()),
        )
        for name, cites in rests_on:
            if readings := self.citing.readings(cites):
                yield name, bin(sum(1 << order.index(each) for each in readings))

    def _people_readings(self) -> Iterable[str]:
        for atom, cites in people_cites(self.policy).items():
            if readings := self.citing.readings(cites):
                yield f"{text(atom)}: {_tuple(map(text, readings))}"

    def _set(self, ids: frozenset[str]) -> str:
        return f"frozenset({{{', '.join(map(text, sorted(ids)))}}})" if ids else "frozenset()"

    def _fund_rules(self) -> Iterable[str]:
        yield "FUND_RULES: tuple[FundRule, ...] = ("
        for rule in self.policy.fund_rules:
            yield from self._fund_rule(rule)
        yield ")"
        yield ""

    def _fund_rule(self, rule: FundRule) -> Iterable[str]:
        yield "    FundRule("
        yield f"        {text(rule.id)},"
        yield "        ("
        for band in rule.bands:
            upto = "None" if band.upto is None else share(band.upto)
            parts, cites = _shares(band.shares), self.citing.constant(band.cites)
            yield f"            FundBand({share(band.over)}, {upto}, {parts}, {cites}),"
        yield "        ),"
        yield f"        {rule.whole},"
        yield f"        {_shares(rule.exhausted)},"
        yield f"        {self.citing.constant(rule.exhausted_cites)},"
        yield f"        {self.citing.constant(rule.cites)},"
        yield "    ),"

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _concepts(self) -> Iterable[str]:
        policy = self.policy
        used = {*policy.identities, *policy.atoms, *policy.ancestors}
        used |= {kind for benefit in policy.benefits for kind in benefit.care or ()}
        used |= {parameter.statistic for parameter in policy.parameters}
        used |= {benefit.id for benefit in policy.benefits}
        used |= {fund for rule in policy.fund_rules for fund in funds(rule)}
        used |= {part.fund for benefit in policy.benefits for rule in benefit.rules for part in rule.funds}
        used |= {benefit.identity_event for benefit in policy.benefits if benefit.identity_event is not None}
        used |= {id_ for id_, names in policy.names.items() if names.kind in SPELT}
        yield from comment(
            "Names: kind, English, Chinese, other accepted spellings; case, width, hyphens and spaces do not matter."
        )
        yield "CONCEPTS: dict[str, tuple[str, ...]] = {"
        for id_ in sorted(used):
            yield f"    {text(id_)}: {_tuple(map(text, self._spelt(id_)))},"
        yield "}"
        yield ""

    def _spelt(self, id_: str) -> tuple[str, ...]:
        """Return the kind and the names of a concept; one that only rules mention goes by its id."""
        policy = self.policy
        names = policy.names.get(id_)
        kind = names.kind if names is not None else ""
        if id_ in policy.identities or id_ in policy.atoms:
            kind = "category"
        elif not kind:
            kind = "care" if any(id_ in (benefit.care or ()) for benefit in policy.benefits) else "concept"
        if names is None:
            return kind, id_, id_
        also = tuple(dict.fromkeys(name for name in names.also if name not in (names.en, names.zh, id_)))
        return kind, names.en, names.zh, *also

    def _column_names(self, compared: Sequence[Compare]) -> Iterable[str]:
        facts = {each.column: each.fact for each in compared}
        facts |= {benefit.base.column: benefit.base.fact for benefit in self.policy.benefits if benefit.base}
        yield "COLUMNS_BY_NAME: dict[str, tuple[str, ...]] = {"
        for column in sorted(self._money(compared) | {each.column for each in compared}):
            fact = facts.get(column, "")
            names = self.policy.names.get(fact)
            also = () if names is None else names.also
            english, chinese = self.sentences.column(column)
            others = dict.fromkeys(name for name in (*also, fact) if name not in ("", english, chinese))
            yield f"    {text(column)}: {_tuple(map(text, (english, chinese, *others)))},"
        yield "}"
        yield ""

    def _columns(self, compared: Sequence[Compare]) -> Iterable[str]:
        counted = names_of(self.policy).counts.union(each.column for each in compared if each.fact in COUNTED)
        yield f"COUNTED_FACTS: frozenset[str] = {self._set(counted)}"
        yield f"MONEY_COLUMNS: frozenset[str] = {self._set(self._money(compared) - counted)}"
        yield f"DATE_COLUMNS: frozenset[str] = {self._set(frozenset(CARE_DAYS) | names_of(self.policy).dates)}"
        yield f"CARE_DAYS: tuple[str, ...] = {_tuple(map(text, CARE_DAYS))}"
        yield ""

    def _money(self, compared: Sequence[Compare]) -> frozenset[str]:
        money = STANDARD_COLUMNS | {each.column for each in compared}
        money |= {column for own, without in self.policy.leaves_out.items() for column in (own, *without)}
        for benefit in self.policy.benefits:
            money |= {benefit.base.column, *benefit.base.payer_columns} if benefit.base is not None else set()
            money |= {rule.value.fact for rule in benefit.rules if isinstance(rule.value, OfFact)}
        money |= {balance_column(fund) for rule in self.policy.fund_rules for fund in funds(rule)}
        return frozenset(money)

    def _reasons(self) -> Iterable[str]:
        yield from comment("The sentences of the records, in English and Chinese.")
        yield "REASONS: dict[str, tuple[str, str]] = {"
        for key, (english, chinese) in sorted(self.sentences.pairs.items()):
            yield f"    {text(key)}: ("
            yield f"        {text(english)},"
            yield f"        {text(chinese)},"
            yield "    ),"
        yield "}"


def _events(policy: Policy) -> list[str]:
    return sorted({event for benefit in policy.benefits if (event := benefit.identity_event) is not None})


def _tuple(items: Iterable[str]) -> str:
    listed = [*items]
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"


def _set(names: Iterable[str]) -> str:
    return f"frozenset({_tuple(map(text, names))})"


def _shares(shares: Iterable[tuple[str, Fraction]]) -> str:
    return _tuple(f"({text(fund)}, {share(part)})" for fund, part in shares)


def _day(day: date | None) -> str:
    return "None" if day is None else f"date({day.year}, {day.month}, {day.day})"
