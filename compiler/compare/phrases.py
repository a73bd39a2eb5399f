"""Words for values and conditions, in both languages: what a row says on either side.

Left to others: where a row holds (``places``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from tiaowen.compiler.compare.confirm import is_count
from tiaowen.compiler.compare.figures import Figures, Missing
from tiaowen.compiler.compare.model import Standing, View
from tiaowen.compiler.compare.words import Names, fill, join, money, same, say
from tiaowen.compiler.rules.model import (
    DAY,
    Allowed,
    Amount,
    Banded,
    Compare,
    Condition,
    Elsewhere,
    Excluded,
    Fixed,
    FullSubsidy,
    FundPart,
    HasDisease,
    HasMark,
    Holds,
    Lump,
    Nothing,
    OfFact,
    OfStatistic,
    Open,
    Ratio,
    Rule,
    Slice,
    Step,
    Test,
    Value,
)
from tiaowen.compiler.settle.words import window_words
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.quantities import decimal_text, percent_text, yuan_text, yuan_two_decimals
from tiaowen.dsl.tree import Citation, Operator, Period, Text

ABSENT = {
    Standing.NONE: say("none (abolished)", "不设（取消）"),
    Standing.NOT_STATED: say("not stated", "未规定"),
    Standing.NOT_COVERED: say("not covered", "不予救助"),
    Standing.GRANTED: say("granted", "享受"),
    Standing.NO_BENEFIT: say("no such benefit", "无此项目"),
    Standing.NO_RECIPIENT: say("no such recipient", "无此对象"),
}

REFUSALS = {
    "no-recipient": say("no such recipient", "无此对象"),
    "not-covered": say("not covered", "不予救助"),
    "outside": say("outside what the benefits cover", "不在项目适用范围"),
    "unmet": say("excluded: a requirement is not met", "不救助：条件不符"),
    "barred": say("excluded", "不救助：属排除情形"),
    "displaced": say("replaced by another benefit", "由其他项目替代"),
}

_PERIODS = {
    Period.YEAR: say("per year", "每年"),
    Period.ADMISSION: say("per admission", "每次住院"),
    Period.VISIT: say("per visit", "每次就医"),
    Period.MONTH: say("per month", "每月"),
    Period.INSURANCE_YEAR: say("per insurance year", "每医保年度"),
}

OPERATORS = {
    Operator.AT_LEAST: say("at least", "不低于"),
    Operator.AT_MOST: say("at most", "不超过"),
    Operator.OVER: say("over", "超过"),
    Operator.BELOW: say("below", "低于"),
}

_IN_PRINCIPLE = say("in principle ", "原则上")


def absent(standing: Standing, cites: tuple[Citation, ...] = ()) -> View:
    """Return the view of a document that has no rule."""
    return View(standing, standing.value, ABSENT[standing], cites)


def amount_text(amount: Amount, figures: Figures, names: Names) -> Text:
    """Return an amount; of a statistic the expression, and in brackets what it comes to in the year."""
    match amount:
        case Fixed(fen):
            return money(fen)
        case OfFact(share, fact):
            return _of(share, names.of(fact_id(fact, names)))
        case OfStatistic(share, parameter):
            found = figures.parameter(parameter)
            base = names.of(found.statistic if found is not None else parameter)
            expression = times(share, base) if share >= 1 else _of(share, base)
            value = figures.fen(amount)
            if isinstance(value, Missing):
                shown = say(f"no figure for {value.year}", f"{value.year}年无公布数据")
            else:
                shown = same(yuan_text(value))
            return fill("{expression} ({shown})", "{expression}（{shown}）", expression=expression, shown=shown)


def _of(share: Fraction, base: Text) -> Text:
    percent = same(percent_text(share))
    return fill("{percent} of {base}", "{base}的{percent}", percent=percent, base=base)


def times(factor: Fraction, base: Text) -> Text:
    """Return a multiple of a named amount."""
    return fill("{factor}x {base}", "{factor}倍{base}", factor=same(decimal_text(factor)), base=base)


def fact_id(column: str, names: Names) -> str:
    """Return the concept of a claim column (facts are named by either)."""
    if names.kind(column):
        return column
    concepts = load_vocabulary().of_kind("fact", "parameter")
    return next((each.id for each in concepts if each.claim_column == column), column)


def amount_value(amount: Amount) -> str:
    """Return an amount for machines: the meaning, not the figure of a year."""
    match amount:
        case Fixed(fen):
            return yuan_two_decimals(fen)
        case OfStatistic(share, parameter):
            return f"{share} of {parameter}"
        case OfFact(share, fact):
            return f"{share} of {fact}"


PAID_BY = " paid by "
"""What stands before the funds that pay, in values for machines."""


@frozen
class Counting:
    """Over what a limit counts, and whether for the family."""

    period: Period | None = None
    family: bool = False

    @property
    def value(self) -> str:
        """Return it for machines, to follow an amount."""
        period = f" per {self.period.value}" if self.period is not None else ""
        return f"{period} per family" if self.family else period

    def text(self, amount: Text) -> Text:
        """Return an amount that counts so."""
        if self.period is not None:
            amount = fill("{text} {per}", "{per}{text}", text=amount, per=_PERIODS[self.period])
        return fill("{text} per family", "每户{text}", text=amount) if self.family else amount


def rule_view(rule: Rule, counting: Counting, figures: Figures, names: Names) -> View:
    """Return what a rule says, with the funds that pay it."""
    found = view(rule.value, counting, rule.cites, figures, names)
    if not rule.funds:
        return found
    parts = [_fund_text(part, names) for part in rule.funds]
    text = fill("{text} ({parts})", "{text}（{parts}）", text=found.text, parts=join(parts))
    return evolve(found, value=f"{found.value}{PAID_BY}{';'.join(map(_fund_value, rule.funds))}", text=text)


def _fund_text(part: FundPart, names: Names) -> Text:
    fund = names.of(part.fund)
    if part.upto is not None:
        return fill("up to {most} from {fund}", "{most}以内由{fund}列支", most=money(part.upto), fund=fund)
    if part.share is not None:
        share = same(percent_text(part.share))
        return fill("{share} from {fund}", "{share}由{fund}列支", share=share, fund=fund)
    return fill("the rest from {fund}", "其余由{fund}列支", fund=fund)


def _fund_value(part: FundPart) -> str:
    return f"{part.fund} {part.share if part.share is not None else part.upto if part.upto is not None else 'rest'}"


def view(value: Value, counting: Counting, cites: tuple[Citation, ...], figures: Figures, names: Names) -> View:
    """Return what a value says."""
    match value:
        case Fixed() | OfStatistic() | OfFact():
            text = counting.text(amount_text(value, figures, names))
            fen = figures.fen(value)
            number = None if isinstance(fen, Missing) else Fraction(fen)
            return View(Standing.STATED, amount_value(value) + counting.value, text, cites, number)
        case Ratio(share):
            return View(Standing.STATED, str(share), same(percent_text(share)), cites, share)
        case Banded():
            return View(Standing.STATED, _banded_value(value), _banded_text(value), cites)
        case Lump():
            return View(Standing.STATED, lump_value(value), lump_text(value), cites)
        case FullSubsidy():
            return View(Standing.STATED, "full", say("full", "全额"), cites)
        case Nothing():
            return absent(Standing.NONE, cites)
        case Excluded():
            return absent(Standing.NOT_COVERED, cites)
        case Allowed():
            return absent(Standing.GRANTED, cites)
        case Elsewhere(document):
            return elsewhere(document, cites)
        case Open():
            return _open(value, cites, figures, names)


def elsewhere(document: Text, cites: tuple[Citation, ...]) -> View:
    """Return the view of a case that another document decides."""
    text = fill("elsewhere: {document}", "另按：{document}", document=document)
    return View(Standing.ELSEWHERE, f"elsewhere: {document.zh or document.en}", text, cites)


def _banded_value(value: Banded) -> str:
    parts = [f"{piece.share}{_end_value(piece)}" for piece in value.slices]
    return "; ".join(parts) + (" whole" if value.whole else "") + (" yearly" if value.yearly else "")


def _end_value(piece: Slice) -> str:
    if piece.upto is None:
        return ""
    return f" below {piece.upto}" if piece.open else f" up to {piece.upto}"


def steps_text(pieces: Sequence[Slice | Step], least: tuple[int, bool] = (0, False)) -> list[Text]:
    """Return rates or lump sums by steps, over a ``least`` amount or from it on."""
    parts, (low, from_low) = [], least
    for piece in pieces:
        what = same(percent_text(piece.share)) if isinstance(piece, Slice) else money(piece.fen)
        if piece.upto is None and low == 0:
            parts.append(what)
        elif piece.upto is None and from_low:
            parts.append(fill("{what} from {low}", "{low}（含）以上{what}", what=what, low=money(low)))
        elif piece.upto is None:
            parts.append(fill("{what} over {low}", "{low}以上{what}", what=what, low=money(low)))
        elif piece.open:
            parts.append(fill("{what} below {end}", "{end}以下（不含）{what}", what=what, end=money(piece.upto)))
        else:
            parts.append(fill("{what} up to {end}", "{end}以内{what}", what=what, end=money(piece.upto)))
        low, from_low = piece.upto or 0, piece.open
    return parts


def lump_value(value: Lump) -> str:
    """Return a lump sum for machines."""
    parts = []
    for step in value.steps:
        end = "" if step.upto is None else f" {'below' if step.open else 'up to'} {yuan_two_decimals(step.upto)}"
        parts.append(yuan_two_decimals(step.fen) + end)
    start = f" {'from' if value.least_closed else 'over'} {yuan_two_decimals(value.least)}" if value.least else ""
    return f"lump {'; '.join(parts)}{start}"


def lump_text(value: Lump) -> Text:
    """Return a lump sum by the costs that it is for."""
    parts = steps_text(value.steps, (value.least, value.least_closed))
    if value.least and value.steps and value.steps[0].upto is not None:
        words = ("from {low}", "{low}（含）起") if value.least_closed else ("over {low}", "{low}以上起")
        parts = [fill(*words, low=money(value.least)), *parts]
    return fill("lump sum {parts}", "定额{parts}", parts=join(parts, ", ", "，"))


def _banded_text(value: Banded) -> Text:
    parts = steps_text(value.slices)
    how = say("whole amount", "全额计算") if value.whole else say("by slice", "分段计算")
    if value.yearly:
        how = fill("{how} per year", "按年{how}", how=how)
    return fill("{parts} ({how})", "{parts}（{how}）", parts=join(parts, ", ", "，"), how=how)


def _open(value: Open, cites: tuple[Citation, ...], figures: Figures, names: Names) -> View:
    by = names.list(value.by)
    if value.kind == "not-stated":
        return absent(Standing.NOT_STATED, cites)
    if value.kind == "bound" and value.operator is not None:
        bound = same(percent_text(value.share)) if value.share is not None else same("")
        if value.amount is not None:
            bound = amount_text(value.amount, figures, names)
        soft = _IN_PRINCIPLE if value.strength is not None else same("")
        words = OPERATORS[value.operator]
        text = fill("{soft}{words} {bound}", "{soft}{words}{bound}", soft=soft, words=words, bound=bound)
        if value.by:
            text = fill("{text}, set by {by}", "{text}，由{by}确定", text=text, by=by)
        amount = value.share if value.amount is None else amount_value(value.amount)
        return View(Standing.BOUND, f"{value.operator.value} {amount} by {','.join(value.by)}", text, cites)
    en_zh = ("may be set by {by}", "可由{by}确定") if value.kind == "allowed" else ("delegated to {by}", "授权{by}确定")
    return View(Standing.DELEGATED, f"{value.kind} {','.join(value.by)}", fill(*en_zh, by=by), cites)


# ── conditions ───────────────────────────────────────────────────────────────────────────────────────────────────


_NEGATIONS = {"机构": "非", "就医": "非", "抢救": "非", "诊疗": "无", "治疗": "无"}
"""How Chinese denies a name, by its last word; anything else, such as a referral, did not take place (未)."""


def negated(text: Text) -> Text:
    """Return *not …*."""
    no = next((no for end, no in _NEGATIONS.items() if (text.zh or "").endswith(end)), "未")
    return fill("not {text}", f"{no}{{text}}", text=text)


def mark_text(mark: str, holds: bool, names: Names) -> Text:
    """Return a mark, or that it does not hold."""
    return names.of(mark) if holds else negated(names.of(mark))


def number_text(column: str, number: int) -> Text:
    """Return a number of a fact: money in yuan, a day as a date, anything else plain."""
    if column == DAY:
        return day_text(number)
    return same(str(number)) if is_count(column) else money(number)


def day_text(number: int) -> Text:
    """Return a day, by its number in the calendar."""
    day = date.fromordinal(number)
    return say(day.isoformat(), f"{day.year}年{day.month}月{day.day}日")


def test_text(test: Test, figures: Figures, names: Names) -> Text:
    """Return a condition as a reader says it."""
    text = condition_text(test.condition, figures, names)
    if not test.holds and isinstance(test.condition, HasDisease):
        return fill("not {text}", "{text}除外", text=text)
    return text if test.holds else negated(text)


def condition_text(condition: Condition, figures: Figures, names: Names) -> Text:
    """Return a condition as a reader says it."""
    match condition:
        case HasMark(mark):
            return names.of(mark)
        case HasDisease(name, _):
            return names.of(name)
        case Holds(name, _):
            return fill("also {name}", "同时为{name}", name=names.of(name))
        case Compare():
            if condition.number is not None:
                bound = number_text(condition.column, condition.number)
            elif condition.amount is not None:
                bound = amount_text(condition.amount, figures, names)
            else:
                bound = same("?")
            per = _PERIODS[condition.period] if condition.period is not None else same("")
            space = same(" ") if condition.period is not None else same("")
            return fill(
                "{fact} {operator} {bound}{space}{per}",
                "{per}{fact}{operator}{bound}",
                fact=fact_text(condition.fact, condition.window, names),
                operator=OPERATORS[condition.operator],
                bound=bound,
                per=per,
                space=space,
            )


def fact_text(fact: str, window: str | None, names: Names) -> Text:
    """Return the name of a fact, with what of the past it is about."""
    if window is None:
        return names.of(fact)
    return fill("{fact}{window}", "{window}{fact}", fact=names.of(fact), window=say(*window_words(window)))
