"""The sentence of a record: why it came to this, in one sentence of the language asked for.

All wording of records stands here, English beside Chinese; nothing is decided here.
"""

from __future__ import annotations

from fractions import Fraction

from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import FullSubsidy, Policy
from tiaowen.compiler.settle.causes import (
    Barred,
    CapUse,
    Cause,
    Computed,
    Displaced,
    EarlierUnknown,
    FactMissing,
    FigureMissing,
    Granted,
    IdentitiesDiffer,
    LeftOpen,
    NoRecipient,
    NotConcerned,
    NotCovered,
    NotInForce,
    Outcome,
    OutsideCovers,
    SentElsewhere,
    Silent,
    Subsidised,
    Undecided,
    Unmet,
    parameters_of,
)
from tiaowen.compiler.settle.fund import FundOutcome
from tiaowen.compiler.settle.stage import LUMP_SUM
from tiaowen.compiler.settle.words import Words, percent
from tiaowen.dsl.tree import Strength

# Each entry: English, Chinese. No full stop: notes may follow.
TEXTS = {
    "before": ("The document is in force only from {start}", "本文件自{start}起施行"),
    "not yet": ("The benefit is in force only from {start}", "该项目自{start}起适用"),
    "ended": ("The document is no longer in force after {end}", "本文件有效期至{end}"),
    "expense before": (
        "The document is for expenses from {start} on, and this one arose on {expense}",
        "本文件适用于{start}起发生的费用，该笔费用发生于{expense}",
    ),
    "no longer": ("The benefit was in force only until {end}", "该项目适用至{end}"),
    "no care": ("The benefit does not concern this kind of care", "该项目不涉及此类就医"),
    "no recipient": (
        "No category the person holds is a recipient category of this document",
        "所持类别均不是本文件的救助对象",
    ),
    "granted": ("The document grants it", "本文件规定享受该项待遇"),
    "not covered": ("The document gives this case nothing", "本文件规定该情形不予救助"),
    "elsewhere": ("The case is governed by “{document}”", "该情形按“{document}”执行"),
    "covers": ("The case is not among those the benefit is for", "该情形不在本项目适用范围内"),
    "unmet": ("The requirement “{test}” is not met", "不符合条件“{test}”"),
    "barred": ("Excluded: {tests}", "不予救助：{tests}"),
    "displaced": ("{by} takes its place", "由{by}替代，不再享受"),
    "silent": ("The document states no {facet} for this case", "本文件没有规定该情形的{facet}"),
    "not-stated": ("The document does not state the {facet} for this case", "本文件未规定该情形的{facet}"),
    "delegated": ("The {facet} is set by {by}", "{facet}由{by}确定"),
    "allowed": ("The {facet} may be set by {by}", "{facet}可由{by}确定"),
    "bound": (
        "The document only says that the {facet} is {bound}, a lower document has to state the figure",
        "本文件只规定{facet}{bound}，数值须由下级文件写明",
    ),
    "bound by": (
        "The document only says that the {facet} is {bound}, the figure is set by {by}",
        "本文件只规定{facet}{bound}，具体由{by}确定",
    ),
    "no figure": (
        "No figure of {statistic} for {year} is published",
        "没有{year}年{statistic}的公布数据",
    ),
    "no fact": ("The claim does not state {fact}", "未载明{fact}"),
    "undecided": (
        "The claim does not state {what}, and the result depends on it",
        "未载明{what}，结果因此不能确定",
    ),
    "earlier": (
        "What {benefits} pays of the {base} before this benefit is not known",
        "此前{benefits}对{base}的支付额未知",
    ),
    "differ": (
        "The person's identities come to different results ({list}) and the document does not say which counts",
        "多重身份结果不同（{list}），本文件没有规定以何者为准",
    ),
    "no base": ("Nothing of the costs is left after earlier payments", "经此前支付后，没有可计入的费用"),
    "below": (
        "The {base} that count do not exceed the deductible of {deductible}",
        "计入的{base}未超过起付线{deductible}",
    ),
    "below rest": (
        "The {base} that count do not exceed the {left} left of the deductible of {deductible}",
        "计入的{base}未超过起付线{deductible}中尚余的{left}",
    ),
    "pay": ("{rest} at {ratio} comes to {amount}", "{rest}按{ratio}支付，为{amount}"),
    "pay less": (
        "{base} less a deductible of {used}, at {ratio}, comes to {amount}",
        "{base}减去起付线{used}，按{ratio}支付，为{amount}",
    ),
    "lump sum": ("A lump sum of {amount} for {rest}", "{rest}定额救助{amount}"),
    "burden": (
        ", raised to {paid} so that no more than {limit} is left to the patient",
        "，个人负担以{limit}为限，提高到{paid}",
    ),
    "from fund": ("{amount} from {fund}", "{fund}列支{amount}"),
    "capped": (", of which the {cap} of {limit} leaves {paid}", "，受{cap}{limit}限制为{paid}"),
    "used up": (", but the {cap} of {limit} is used up", "，但{cap}{limit}已用完"),
    "full": ("The whole contribution of {premium} is subsidised", "全额资助个人缴费{premium}"),
    "subsidy": ("The subsidy is {subsidy}", "定额资助{subsidy}"),
    "subsidy less": (
        "The subsidy of {subsidy} is limited to the contribution of {premium}",
        "定额资助{subsidy}，以个人缴费{premium}为限",
    ),
    "other open": ("; what {name} would give is undetermined", "；按{name}的结果不能确定"),
    "not counted": (
        "; undetermined claims of the year are not counted: {claims}",
        "；未计入本年度尚未确定的{claims}",
    ),
    "weak": ("; the figure of {statistic} for {year} is {status}", "；{year}年{statistic}的数据为{status}"),
    "fund part": ("{fund} bears {amount} of the overspend", "超支分担：{fund}{amount}"),
    "fund short": (", {short} less than its part: no more is left in it", "，比应担份额少{short}：结余不足"),
    "fund takes": (", {taken} of it for an exhausted fund", "，其中代已用尽的基金负担{taken}"),
    "fund open": (
        "{fund} lacks {short}, and the document does not say who bears it",
        "{fund}不足{short}，本文件没有规定由谁承担",
    ),
    "fund facts": ("The claim does not state {facts}", "未载明{facts}"),
    "assumed": ("; that the reserve suffices is assumed", "；以结余足够为前提"),
    "reading": ("; reading {doubt}: {reading}", "；按理解 {doubt}：{reading}"),
}
_STOP = (".", "。")
_STATUS = {
    Status.PAID: ("{amount}", "{amount}"),
    Status.ZERO: ("{amount}", "{amount}"),
    Status.EXCLUDED: ("excluded", "不予救助"),
    Status.ELSEWHERE: ("governed elsewhere", "按其他文件执行"),
    Status.UNDETERMINED: ("undetermined", "不能确定"),
}
_FIGURE_STATUS = {"derived": ("derived", "推算值"), "unverified": ("unverified", "未核实")}


class Reasons:
    """Says why, for the outcomes of one policy in one language."""

    def __init__(self, policy: Policy, words: Words) -> None:
        self._words = words
        self._noted: dict[tuple[str, ...], str] = {}
        # Almost always empty: figures are published ones.
        self._weak = {
            (parameter.id, year + (parameter.lag or 0)): (parameter.statistic, year, figure.status)
            for parameter in policy.parameters
            for year, figure in policy.figures.get(parameter.id, {}).items()
            if figure.status in _FIGURE_STATUS
        }

    def sentence(self, outcome: Outcome, readings: tuple[str, ...] = ()) -> str:
        """Return the sentence of an outcome, with the ``readings`` of doubts that it rests on."""
        text = self.why(outcome.cause) + self._notes(outcome) + self._readings(readings)
        return text[:1].upper() + text[1:] + self._words.pick(_STOP)

    def _readings(self, readings: tuple[str, ...]) -> str:
        """Return the note on readings; few of all that there could be ever come up, so they are put together once."""
        if readings not in self._noted:
            pairs = (label.partition("=") for label in readings)
            notes = (self._say("reading", doubt=doubt, reading=reading) for doubt, _, reading in pairs)
            self._noted[readings] = "".join(notes)
        return self._noted[readings]

    def _say(self, key: str, **values: str) -> str:
        return self._words.pick(TEXTS[key]).format(**values)

    def why(self, cause: Cause) -> str:  # noqa: PLR0911, PLR0912 -- one sentence for each cause
        """Return the sentence of a cause, without a stop and without notes."""
        words, say = self._words, self._say
        match cause:
            case Computed() as numbers:
                return self._computed(numbers)
            case Subsidised() as numbers:
                return self._subsidised(numbers)
            case NotInForce() as closed:
                return self._not_in_force(closed)
            case NotConcerned():
                return say("no care")
            case NoRecipient():
                return say("no recipient")
            case NotCovered():
                return say("not covered")
            case Granted():
                return say("granted")
            case SentElsewhere(_, value):
                return say("elsewhere", document=value.document.get(words.language))
            case OutsideCovers():
                return say("covers")
            case Unmet(requirement):
                return say("unmet", test=words.options(requirement.options))
            case Barred(exclusion):
                return say("barred", tests=words.tests(exclusion.when))
            case Displaced(by):
                return say("displaced", by=words.name(by))
            case Silent(what):
                return say("silent", facet=words.facet(what))
            case LeftOpen() as left:
                return self._left_open(left)
            case FigureMissing(parameter, year):
                return say("no figure", statistic=words.name(parameter.statistic), year=str(year))
            case FactMissing(fact):
                return say("no fact", fact=words.column(fact))
            case Undecided(unknown):
                what = words.pick((" and ", "、")).join(map(words.unknown, unknown))
                return say("undecided", what=what)
            case EarlierUnknown(benefits, base):
                return say("earlier", benefits=words.names(benefits), base=words.money(base))
            case IdentitiesDiffer(candidates):
                return say("differ", list=words.pick(("; ", "；")).join(map(self.brief, candidates)))

    def brief(self, outcome: Outcome) -> str:
        """Return an identity and what it comes to, in a few words."""
        name = self._words.name(outcome.standing.stated) if outcome.standing is not None else "-"
        result = self._words.pick(_STATUS[outcome.status]).format(amount=self._words.money(outcome.fen))
        return self._words.pick((f"{name}: {result}", f"{name}：{result}"))

    def _not_in_force(self, closed: NotInForce) -> str:
        if closed.end is not None:
            return self._say("no longer" if closed.own else "ended", end=self._words.day(closed.end))
        start = self._words.day(closed.start) if closed.start is not None else ""
        if closed.expense is not None:
            return self._say("expense before", start=start, expense=self._words.day(closed.expense))
        return self._say("not yet" if closed.own else "before", start=start)

    def _left_open(self, left: LeftOpen) -> str:
        words, value = self._words, left.value
        facet, by = words.facet(left.rule.facet), words.names(value.by)
        if value.kind != "bound":
            return self._say(value.kind, facet=facet, by=by)
        amount = words.amount(value.amount) if value.amount is not None else percent(value.share or Fraction(0))
        operator = words.operator(value.operator) if value.operator is not None else ""
        weak = words.pick(("in principle ", "原则上")) if value.strength is Strength.IN_PRINCIPLE else ""
        bound = weak + words.pick((f"{operator} {amount}".strip(), f"{operator}{amount}"))
        return self._say("bound by" if value.by else "bound", facet=facet, bound=bound, by=by)

    def _computed(self, numbers: Computed) -> str:
        words = self._words
        if numbers.base == 0:
            return self._say("no base")
        text = self._before_limits(numbers)
        if numbers.burden is not None and numbers.burden.paid > numbers.burden.asked:
            ceiling = words.money(numbers.burden.limit.fen or 0)
            text += self._say("burden", limit=ceiling, paid=words.money(numbers.burden.paid))
        return text + self._caps(numbers.caps) + self._funds(numbers.funds)

    def _before_limits(self, numbers: Computed) -> str:
        """Return what costs come to by deductible and ratio, or by their lump sum."""
        words = self._words
        base, limit = words.money(numbers.base), numbers.deductible
        if numbers.rest == 0 and limit is not None:
            key = "below rest" if limit.before else "below"
            values = {"deductible": words.money(limit.fen or 0), "left": words.money(limit.left or 0)}
            return self._say(key, base=base, **values)
        ratio, amount = words.ratio(numbers.ratio.value), words.money(numbers.rounded)
        if numbers.ratio.facet == LUMP_SUM:
            return self._say("lump sum", rest=words.money(numbers.rest), amount=amount)
        if numbers.used:
            return self._say("pay less", base=base, used=words.money(numbers.used), ratio=ratio, amount=amount)
        return self._say("pay", rest=words.money(numbers.rest), ratio=ratio, amount=amount)

    def _funds(self, funds: tuple[tuple[str, int], ...]) -> str:
        if not any(fen for _, fen in funds):
            return ""
        words = self._words
        parts = (self._say("from fund", fund=words.name(fund), amount=words.money(fen)) for fund, fen in funds)
        return words.pick((": ", "：")) + words.pick((", ", "，")).join(parts)

    def _caps(self, caps: tuple[CapUse, ...]) -> str:
        text = ""
        for cap in caps:
            if cap.paid < cap.asked:
                key = "capped" if cap.paid else "used up"
                text += self._say(
                    key,
                    cap=self._words.facet(cap.limit.rule.facet),
                    limit=self._words.money(cap.limit.fen or 0),
                    paid=self._words.money(cap.paid),
                )
        return text

    def _subsidised(self, numbers: Subsidised) -> str:
        money = self._words.money
        if isinstance(numbers.rule.value, FullSubsidy):
            text = self._say("full", premium=money(numbers.premium))
        else:
            key = "subsidy less" if numbers.subsidy > numbers.premium else "subsidy"
            text = self._say(key, subsidy=money(numbers.subsidy), premium=money(numbers.premium))
        return text + self._caps(numbers.caps) + self._funds(numbers.funds)

    def _notes(self, outcome: Outcome) -> str:
        text = ""
        if outcome.status in (Status.PAID, Status.ZERO):
            for other in outcome.others:
                if other.status is Status.UNDETERMINED and other.standing is not None:
                    text += self._say("other open", name=self._words.name(other.standing.stated))
            if outcome.unsettled:
                claims = self._words.pick((", ", "、")).join(outcome.unsettled)
                text += self._say("not counted", claims=claims)
            if self._weak:
                text += self._weak_figures(outcome)
        return text

    def _weak_figures(self, outcome: Outcome) -> str:
        text = ""
        for parameter in parameters_of(outcome):
            weak = self._weak.get((parameter, outcome.case.year))
            if weak is not None:
                statistic, year, status = weak
                text += self._say(
                    "weak",
                    statistic=self._words.name(statistic),
                    year=str(year),
                    status=self._words.pick(_FIGURE_STATUS[status]),
                )
        return text

    def fund_sentence(self, outcome: FundOutcome, readings: tuple[str, ...] = ()) -> str:
        """Return the sentence of one fund's part of a year, with the ``readings`` of doubts that it rests on."""
        return self._fund(outcome) + self._readings(readings) + self._words.pick(_STOP)

    def _fund(self, outcome: FundOutcome) -> str:
        words, part = self._words, outcome.part
        fund = words.name(outcome.fund)
        if outcome.closed is not None:
            return self._not_in_force(outcome.closed)
        if part is None:
            facts = words.pick((" and ", "、")).join(map(words.column, outcome.missing))
            return self._say("fund facts", facts=facts)
        if outcome.status is Status.UNDETERMINED:
            return self._say("fund open", fund=fund, short=words.money(part.short))
        text = self._say("fund part", fund=fund, amount=words.money(outcome.fen))
        if part.short:
            text += self._say("fund short", short=words.money(part.short))
        if part.taken_over:
            text += self._say("fund takes", taken=words.money(part.taken_over))
        return text if outcome.reserve_stated else text + self._say("assumed")
