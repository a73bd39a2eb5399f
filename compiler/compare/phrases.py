"""Words for values and conditions, in both languages: what a row says on either side.

Left to others: where a row holds (``places``).
"""

from __future__ import annotations

from fractions import Fraction

from tiaowen.compiler.compare.confirm import is_count
from tiaowen.compiler.compare.figures import Figures, Missing
from tiaowen.compiler.compare.model import Standing, View
from tiaowen.compiler.compare.words import Names, fill, join, money, same, say
from tiaowen.compiler.rules.model import (
    Allowed,
    Amount,
    Banded,
    Compare,
    Condition,
    Elsewhere,
    Excluded,
    Fixed,
    FullSubsidy,
    HasDisease,
    HasMark,
    Holds,
    Nothing,
    OfFact,
    OfStatistic,
    Open,
    Ratio,
    Test,
    Value,
)
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


def view(value: Value, period: Period | None, cites: tuple[Citation, ...], figures: Figures, names: Names) -> View:
    """Return what a rule says."""
    per = _PERIODS.get(period) if period is not None else None
    match value:
        case Fixed() | OfStatistic() | OfFact():
            text = amount_text(value, figures, names)
            text = text if per is None else fill("{text} {per}", "{per}{text}", text=text, per=per)
            suffix = f" per {period.value}" if period is not None else ""
            fen = figures.fen(value)
            number = None if isinstance(fen, Missing) else Fraction(fen)
            return View(Standing.STATED, amount_value(value) + suffix, text, cites, number)
        case Ratio(share):
            return View(Standing.STATED, str(share), same(percent_text(share)), cites, share)
        case Banded():
            return View(Standing.STATED, _banded_value(value), _banded_text(value), cites)
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
    parts = [
        f"{piece.share} up to {piece.upto}" if piece.upto is not None else f"{piece.share}" for piece in value.slices
    ]
    return "; ".join(parts) + (" whole" if value.whole else "") + (" yearly" if value.yearly else "")


def _banded_text(value: Banded) -> Text:
    parts, low = [], 0
    for piece in value.slices:
        percent = same(percent_text(piece.share))
        if piece.upto is not None:
            parts.append(fill("{percent} up to {end}", "{end}以内{percent}", percent=percent, end=money(piece.upto)))
            low = piece.upto
        else:
            parts.append(fill("{percent} over {low}", "{low}以上{percent}", percent=percent, low=money(low)))
    how = say(" (whole amount)", "（全额计算）") if value.whole else say(" (by slice)", "（分段计算）")
    return fill("{parts}{how}", "{parts}{how}", parts=join(parts, ", ", "，"), how=how)


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
    """Return a number of a fact: money in yuan, anything else plain."""
    return same(str(number)) if is_count(column) else money(number)


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
                fact=names.of(condition.fact),
                operator=OPERATORS[condition.operator],
                bound=bound,
                per=per,
                space=space,
            )
