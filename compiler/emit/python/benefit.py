"""One benefit as functions: what the document says of the case as such, its conditions, and its money."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from tiaowen.compiler.emit.python.chain import STEP, branches, chain
from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.conditions import Conditions
from tiaowen.compiler.emit.python.counters import CAPS, Counter, counter_of, counters_of
from tiaowen.compiler.emit.python.figures import Figures
from tiaowen.compiler.emit.python.functions import function_lines
from tiaowen.compiler.emit.python.identifiers import Identifiers
from tiaowen.compiler.emit.python.literals import comment, plain, text
from tiaowen.compiler.emit.python.logic import ALWAYS, NEVER, Expression, both, opposite
from tiaowen.compiler.emit.python.people import Groups
from tiaowen.compiler.emit.python.sentences import Sentences
from tiaowen.compiler.rules.model import (
    COVERAGE,
    Benefit,
    Elsewhere,
    Excluded,
    FullSubsidy,
    HasDisease,
    Nothing,
    OfStatistic,
    Open,
    Policy,
    Ratio,
    Rule,
    Test,
)
from tiaowen.compiler.settle.causes import (
    Barred,
    LeftOpen,
    NotCovered,
    OutsideCovers,
    SentElsewhere,
    Silent,
    Unmet,
)
from tiaowen.compiler.settle.conditions import Preparer
from tiaowen.compiler.settle.recipients import concerned_by
from tiaowen.compiler.settle.stage import lines_on
from tiaowen.dsl.tree import Citation, Facet

_FACETS = {
    "deductible": "起付线 deductible",
    "ratio": "比例 ratio",
    "cap": "限额 cap",
    "total-cap": "救助总额 total cap",
    "subsidy": "资助 subsidy",
}


@frozen
class Functions:
    """The functions of a benefit by name, None where it needs none, and their source."""

    settle: str
    coverage: str | None
    conditions: str | None
    people: list[tuple[str, str]]
    counters: str
    lines: list[str]


@frozen
class Writer:
    """Writes the functions of the benefits of one policy."""

    policy: Policy
    names: Identifiers
    groups: Groups
    citing: Citing
    figures: Figures
    conditions: Conditions
    sentences: Sentences

    def functions(self, benefit: Benefit) -> Functions:
        """Return the functions of a benefit."""
        settle = self.names.function(benefit.id)
        coverage = self._coverage(benefit)
        conditions = self._conditions(benefit)
        lines: list[str] = []
        title = plain(self.groups.name(benefit.id))
        covered = barred = None
        if coverage:
            covered = self.names.function(f"{settle}-coverage")
            lines += _function(covered, "Outcome | None", f"What the document says of {title} as such.", coverage)
        if conditions:
            barred = self.names.function(f"{settle}-conditions")
            lines += _function(barred, "Outcome | None", f"What keeps a case from {title}.", conditions)
        people, lines_on_people = self._people(benefit, f"{settle}-people")
        lines += lines_on_people
        moved = counters_of(benefit, self.policy)
        counters = self.names.constant(settle, "counters") if moved else "()"
        write = self._subsidy if benefit.kind == "enrolment" else self._payment
        lines += _function(settle, "Outcome", f"{title}.", write(benefit, counters))
        if moved:
            lines = [f"{counters} = {_tuple_of(map(_counter, moved))}", "", "", *lines]
        return Functions(settle, covered, barred, people, counters, lines)

    # ── Whom it has to do with ──────────────────────────────────────────────────────────────────────────────────

    def _people(self, benefit: Benefit, name: str) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the fields of the table that say whom a benefit has to do with, and the function they may need."""
        concerned = concerned_by(self.policy, benefit, Preparer(self.policy))
        everybody = {*self.policy.atoms, *([self.policy.outside] if self.policy.outside is not None else [])}
        if everybody <= concerned.always:
            return [], []
        fields = [("people", self.groups.people(concerned.always) if concerned.always else "frozenset()")]
        if not concerned.sometimes:
            return fields, []
        body: list[str] = []
        articles: list[str] = []
        for atom in sorted(concerned.sometimes):
            asked = self.citing.constant(concerned.decided_by(atom))
            inside = self.conditions.boxes((ready.box for ready in concerned.sometimes[atom]), asked)
            body += [f"if who == {text(atom)}:", *(STEP + line for line in inside.laid_out("return ", ""))]
            articles.append(f"{text(atom)}: {asked}")
        function = self.names.function(name)
        title = plain(self.groups.name(benefit.id))
        lines = _function(
            function, "bool", f"Whether the person is one of those whom {title} is for.", [*body, "return False"]
        )
        return [*fields, ("people_if", function), ("people_articles", f"{{{', '.join(articles)}}}")], lines

    # ── Whether it applies ──────────────────────────────────────────────────────────────────────────────────────

    def _coverage(self, benefit: Benefit) -> list[str]:
        rules = benefit.facet(COVERAGE)
        found = branches(rules, self._said, self.conditions, self.citing)
        decides = any(isinstance(rule.value, Excluded | Elsewhere) for rule in rules)
        if not decides and not any(branch.condition.asks for branch in found):
            return []
        return [*chain(found, []), "return None"]

    def _said(self, rule: Rule) -> list[str]:
        asked = self.citing.constant(rule.cites)
        match rule.value:
            case Excluded():
                why = self.sentences.of(NotCovered(rule, rule.cites))
                done = f"return excluded({why}, {asked})"
            case Elsewhere() as value:
                why = self.sentences.of(SentElsewhere(rule, value, _by_disease(rule), rule.cites))
                done = f"return elsewhere({why}, {asked}{', for_disease=True' if _by_disease(rule) else ''})"
            case _:
                done = "return None"
        return [*self._clause(rule), done]

    def _conditions(self, benefit: Benefit) -> list[str]:
        failing = [each for each in self._failing(benefit) if each[0] != NEVER]
        lines: list[str] = []
        doubtful = any(condition.asks for condition, _, _ in failing[:-1])
        for condition, cites, why in failing:
            put_off = condition.asks and doubtful
            before, after = ("if doubts.sure(lambda: ", "):") if put_off else ("if ", ":")
            lines += comment(self.citing.text(cites))
            done = f"return excluded({why}, {self.citing.constant(cites)})"
            lines += [done] if condition == ALWAYS else [*condition.laid_out(before, after), STEP + done]
        if not lines:
            return []
        return [
            *(["doubts = Doubts()"] if doubtful else []),
            *lines,
            *(["doubts.ask()"] if doubtful else []),
            "return None",
        ]

    def _failing(self, benefit: Benefit) -> Iterable[tuple[Expression, tuple[Citation, ...], str]]:
        """Yield for each condition when it fails, where it stands, and the key of the sentence."""
        write = self.conditions
        if benefit.covers:
            cites = benefit.covers_cites
            inside = write.boxes(benefit.covers, self.citing.constant(cites))
            yield opposite(inside), cites, self.sentences.of(OutsideCovers(cites))
        for required in benefit.requires:
            asked = self.citing.constant(required.cites)
            unmet = write.test(_denied(required.test), asked)
            yield unmet, required.cites, self.sentences.of(Unmet(required, required.cites))
        for item in benefit.excludes:
            asked = self.citing.constant(item.cites)
            when = both(write.test(test, asked) for test in item.when)
            spared = write.boxes(item.unless, asked) if item.unless else NEVER
            yield _unless(when, spared), item.cites, self.sentences.of(Barred(item, item.cites))

    # ── Money ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _payment(self, benefit: Benefit, counters: str) -> list[str]:
        rules = benefit.facet(Facet.RATIO)
        lines = self._limit(benefit, "deductible")
        lines += comment(f"{_FACETS['ratio']}")
        missing = [self._silent("ratio", lines_on(benefit, "ratio"))]
        if not rules:
            return [*lines, *missing]
        found = branches(rules, lambda rule: self._rate(rule, benefit), self.conditions, self.citing)
        lines += ["ratio: Rate", "by: Articles", *chain(found, missing)]
        caps = [facet for facet in CAPS if benefit.facet(facet)]
        for facet in caps:
            lines += self._limit(benefit, facet)
        if benefit.base is None:
            return [*lines, self._silent("base", lines_on(benefit, "ratio"))]
        base = benefit.base
        lines += comment(f"{self.citing.text(base.cites)}：{self.groups.name(base.fact)}")
        payers, benefits = _tuple(base.payer_columns), _tuple(base.benefits)
        cites = self.citing.constant(base.cites)
        lines.append(f"costs = costs_after(case, {text(base.column)}, {payers}, {benefits}, {cites})")
        deductible = "deductible" if benefit.facet("deductible") else "NO_LIMIT"
        limits = _tuple_of(f"({text(facet)}, {_variable(facet)})" for facet in caps)
        lines.append(f"return pay(case, costs, {deductible}, (ratio, by), {limits}, {counters})")
        return lines

    def _subsidy(self, benefit: Benefit, counters: str) -> list[str]:
        rules = benefit.facet(Facet.SUBSIDY)
        missing = [self._silent("subsidy", lines_on(benefit, "subsidy"))]
        lines = comment(_FACETS["subsidy"])
        if not rules:
            return [*lines, *missing]
        found = branches(rules, lambda rule: self._share_of_premium(rule, benefit), self.conditions, self.citing)
        lines += ["subsidy: int | None", "by: Articles", *chain(found, missing)]
        caps = [facet for facet in CAPS if benefit.facet(facet)]
        for facet in caps:
            lines += self._limit(benefit, facet)
        limits = _tuple_of(f"({text(facet)}, {_variable(facet)})" for facet in caps)
        return [*lines, f"return subsidise(case, subsidy, by, {limits}, {counters})"]

    def _rate(self, rule: Rule, benefit: Benefit) -> list[str]:
        asked = self.citing.constant(rule.cites)
        if isinstance(rule.value, Open):
            return [*self._clause(rule), self._left_open(rule, rule.value)]
        counter = counter_of(rule, benefit, self.policy)
        rate = self.figures.rate(rule, benefit.id, counter.name if counter is not None else "")
        return [*self._clause(rule), f"ratio, by = {rate}, {asked}"]

    def _share_of_premium(self, rule: Rule, benefit: Benefit) -> list[str]:
        asked = self.citing.constant(rule.cites)
        match rule.value:
            case Open() as value:
                return [*self._clause(rule), self._left_open(rule, value)]
            case FullSubsidy():
                subsidy = "None"
            case Ratio(share):
                subsidy = f'share_of(case, "premium", {share.numerator}, {share.denominator}, {asked})'
            case _:
                subsidy = self.figures.of_rule(rule, benefit.id, asked)
        return [*self._clause(rule), f"subsidy, by = {subsidy}, {asked}", *self._weak(rule)]

    def _limit(self, benefit: Benefit, facet: str) -> list[str]:
        rules = benefit.facet(facet)
        if not rules:
            return []
        variable = _variable(facet)
        found = branches(rules, lambda rule: self._left(rule, benefit, variable), self.conditions, self.citing)
        body = chain(found, [])
        return [*comment(_FACETS[facet]), f"{variable}: Limit = NO_LIMIT", *body]

    def _left(self, rule: Rule, benefit: Benefit, variable: str) -> list[str]:
        asked = self.citing.constant(rule.cites)
        clause = self._clause(rule)
        if isinstance(rule.value, Open):
            return [*clause, self._left_open(rule, rule.value)]
        if isinstance(rule.value, Nothing):
            return [*clause, f"{variable} = {'0' if variable == 'deductible' else 'None'}, {asked}, 0"]
        amount = self.figures.of_rule(rule, benefit.id, asked)
        counter = counter_of(rule, benefit, self.policy)
        if counter is None:
            limit = f"limit_of({amount}, {asked})"
        else:
            function = "left_of_the_month" if counter.monthly else "left_of"
            limit = f"{function}({amount}, case, {text(counter.name)}, {asked})"
        return [*clause, f"{variable} = {limit}", *self._weak(rule)]

    def _weak(self, rule: Rule) -> list[str]:
        """Return what notes that an amount rests on a figure that is not a published one."""
        if not isinstance(rule.value, OfStatistic):
            return []
        notes = self.sentences.weak_figures(rule.value.parameter)
        listed = ", ".join(f"{year}: {text(key)}" for year, key in notes.items())
        return [f"notes.append({{{listed}}}.get(case.year))"] if notes else []

    def _silent(self, what: str, cites: tuple[Citation, ...]) -> str:
        why = self.sentences.of(Silent(what, cites))
        return f"return undetermined({why}, {self.citing.constant(cites)})"

    def _left_open(self, rule: Rule, value: Open) -> str:
        why = self.sentences.of(LeftOpen(rule, value, rule.cites))
        return f"return undetermined({why}, {self.citing.constant(rule.cites)})"

    def _clause(self, rule: Rule) -> list[str]:
        """Return the clause a rule comes from, as a comment."""
        written = self.policy.clauses[rule.clause].zh if rule.clause < len(self.policy.clauses) else ""
        return comment(f"{self.citing.text(rule.cites)}：{written}")


def _function(name: str, returns: str, doc: str, body: list[str]) -> list[str]:
    if any(line.strip().startswith("notes.append(") for line in body):
        payment = re.compile(r"^return ((?:pay|subsidise)\(.*)$")
        body = ["notes: list[str | None] = []", *(payment.sub(r"return noted(\1, notes)", line) for line in body)]
    return function_lines(name, "case: Case", returns, doc, body)


def _unless(when: Expression, spared: Expression) -> Expression:
    return when if spared == NEVER else both([when, opposite(spared)])


def _denied(test: Test) -> Test:
    return Test(test.condition, not test.holds)


def _by_disease(rule: Rule) -> bool:
    return any(isinstance(test.condition, HasDisease) and test.holds for box in rule.boxes for test in box.tests)


def _variable(facet: str) -> str:
    return facet.replace("-", "_")


def _tuple(items: Iterable[str]) -> str:
    return _tuple_of(map(text, items))


def _tuple_of(sources: Iterable[str]) -> str:
    listed = [*sources]
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"


def _counter(counter: Counter) -> str:
    monthly = ", True" if counter.monthly else ""
    return f"Counter({text(counter.name)}, {text(counter.facet)}{monthly})"
