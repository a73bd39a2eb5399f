"""One benefit as functions: what the document says of the case as such, its conditions, and (``payment``) its money."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.compiler.emit.python.care import CareKinds
from tiaowen.compiler.emit.python.chain import STEP, branches, chain
from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.conditions import Conditions
from tiaowen.compiler.emit.python.figures import Figures
from tiaowen.compiler.emit.python.functions import function_lines
from tiaowen.compiler.emit.python.identifiers import Identifiers
from tiaowen.compiler.emit.python.literals import comment, plain, text
from tiaowen.compiler.emit.python.logic import ALWAYS, NEVER, Expression, both, either, opposite
from tiaowen.compiler.emit.python.payment import Payments, tuple_of
from tiaowen.compiler.emit.python.people import Groups
from tiaowen.compiler.emit.python.sentences import Sentences
from tiaowen.compiler.rules.model import (
    COVERAGE,
    Benefit,
    Elsewhere,
    Excluded,
    HasDisease,
    Policy,
    Rule,
    Test,
)
from tiaowen.compiler.settle.causes import (
    Barred,
    NotCovered,
    OutsideCovers,
    SentElsewhere,
    Unmet,
)
from tiaowen.compiler.settle.conditions import Preparer
from tiaowen.compiler.settle.recipients import concerned_by
from tiaowen.compiler.settle.stage import BURDEN, DEDUCTIBLE, RATIO, Counter, counters_of
from tiaowen.dsl.tree import Citation

_MOVED = {DEDUCTIBLE: "USED", RATIO: "RATED", BURDEN: "BORNE"}
"""What moves a counter, if not what is paid."""


@frozen
class Functions:
    """The functions of a benefit by name, None where it needs none, and their source."""

    settle: str
    coverage: str | None
    conditions: str | None
    people: list[tuple[str, str]]
    counters: str | None
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
    care: CareKinds
    payments: Payments

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
        moved = counters_of(self.policy, benefit)
        counters = self.names.constant(settle, "counters") if moved else None
        terms = self.names.constant(settle, "terms")
        lines += _function(settle, "Outcome", f"{title}.", self.payments.lines(benefit, terms))
        given = [f"{counters} = {tuple_of(map(self._counter, moved))}"] if moved else []
        lines = [*given, f"{terms} = {self.payments.terms(benefit, counters or '()')}", "", "", *lines]
        return Functions(settle, covered, barred, people, counters, lines)

    def _counter(self, counter: Counter) -> str:
        """Return the source of a counter."""
        given = [text(counter.pool), *([_MOVED[counter.facet]] if counter.facet in _MOVED else [])]
        if counter.care is not None and counter.facet not in _MOVED:
            given.append("PAID")
        if counter.care is not None:
            name = min(counter.care, default="")
            kinds, wider = self.care.within(counter.care), self.care.wider(counter.care)
            given.append(self.groups.members("care", name, kinds))
            given += [self.groups.members("wider care", name, wider)] if wider else []
        return f"Counter({', '.join(given)})"

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
        return [*self.payments.clause(rule), done]

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
            options = [both(write.test(test, asked) for test in option) for option in required.options]
            alone = len(required.options) == 1 and len(required.options[0]) == 1
            unmet = write.test(_denied(required.test), asked) if alone else opposite(either(options))
            yield unmet, required.cites, self.sentences.of(Unmet(required, required.cites))
        for item in benefit.excludes:
            asked = self.citing.constant(item.cites)
            when = both(write.test(test, asked) for test in item.when)
            spared = write.boxes(item.unless, asked) if item.unless else NEVER
            yield _unless(when, spared), item.cites, self.sentences.of(Barred(item, item.cites))


def _function(name: str, returns: str, doc: str, body: list[str]) -> list[str]:
    return function_lines(name, "case: Case", returns, doc, body)


def _unless(when: Expression, spared: Expression) -> Expression:
    return when if spared == NEVER else both([when, opposite(spared)])


def _denied(test: Test) -> Test:
    return Test(test.condition, not test.holds)


def _by_disease(rule: Rule) -> bool:
    return any(isinstance(test.condition, HasDisease) and test.holds for box in rule.boxes for test in box.tests)
