"""Words for values, conditions and places, in both languages: what a row says on either side, and where it holds."""

from __future__ import annotations

from fractions import Fraction

from tiaowen.compiler.compare.axes import (
    AxisValue,
    CareValue,
    DiseaseValue,
    LevelValue,
    MarksValue,
    PlanValue,
    RangeValue,
)
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

_OPERATORS = {
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
        words = _OPERATORS[value.operator]
        text = fill("{soft}{words} {bound}", "{soft}{words}{bound}", soft=soft, words=words, bound=bound)
        if value.by:
            text = fill("{text}, set by {by}", "{text}，由{by}确定", text=text, by=by)
        amount = value.share if value.amount is None else amount_value(value.amount)
        return View(Standing.BOUND, f"{value.operator.value} {amount} by {','.join(value.by)}", text, cites)
    en_zh = ("may be set by {by}", "可由{by}确定") if value.kind == "allowed" else ("delegated to {by}", "授权{by}确定")
    return View(Standing.DELEGATED, f"{value.kind} {','.join(value.by)}", fill(*en_zh, by=by), cites)


# ── conditions ───────────────────────────────────────────────────────────────────────────────────────────────────


def negated(text: Text) -> Text:
    """Return *not …*."""
    return fill("not {text}", "未{text}", text=text)


def mark_text(mark: str, holds: bool, names: Names) -> Text:
    """Return a mark, or that it does not hold."""
    return names.of(mark) if holds else negated(names.of(mark))


def number_text(column: str, number: int) -> Text:
    """Return a number of a fact: money in yuan, anything else plain."""
    return same(str(number)) if is_count(column) else money(number)


def test_text(test: Test, figures: Figures, names: Names) -> Text:
    """Return a condition as a reader says it."""
    text = condition_text(test.condition, figures, names)
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
                operator=_OPERATORS[condition.operator],
                bound=bound,
                per=per,
                space=space,
            )


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────────────

_ROLES = {
    "both": say("a disease on the lists of both", "两文件均列病种"),
    "left": say("a disease on A's list only", "仅甲列病种"),
    "right": say("a disease on B's list only", "仅乙列病种"),
    "neither": say("any other disease", "其他病种"),
}

FEW = 3
"""So many diseases are named one by one."""


def place_text(value: AxisValue, names: Names) -> Text:
    """Return one value of a dimension in words."""
    match value:
        case CareValue(leaves):
            return care_text(leaves, names)
        case LevelValue(levels):
            return join([say(f"level {level}", f"{'一二三四五'[level - 1]}级") for level in levels])
        case PlanValue(plans):
            return names.list(plans)
        case DiseaseValue(role, diseases):
            if 0 < len(diseases) <= FEW:
                return names.list(diseases)
            return _ROLES[role]
        case RangeValue(fact, columns, found):
            return range_text(fact, columns[0], found.low, found.high, names)
        case MarksValue(marks, _, changed):
            return join([mark_text(mark, holds, names) for mark, holds in changed or marks])


def care_text(leaves: tuple[str, ...], names: Names) -> Text:
    """Return kinds of care; of many the first few."""
    if len(leaves) <= FEW + 1:
        return names.list(leaves)
    more = same(str(len(leaves) - FEW))
    return fill("{first} and {more} more kinds", "{first}等另{more}类", first=names.list(leaves[:FEW]), more=more)


def range_text(fact: str, column: str, low: int, high: int | None, names: Names) -> Text:
    """Return a range of a fact: money *over* and *up to*, plain numbers *at least* and *at most*."""
    parts: list[Text] = []
    if low > 0:
        over = not is_count(column)
        words = _OPERATORS[Operator.OVER if over else Operator.AT_LEAST]
        parts.append(fill("{words} {number}", "{words}{number}", words=words, number=number_text(column, low - over)))
    if high is not None:
        number = number_text(column, high)
        parts.append(fill("{words} {number}", "{words}{number}", words=_OPERATORS[Operator.AT_MOST], number=number))
    return fill("{fact} {range}", "{fact}{range}", fact=names.of(fact), range=join(parts, " and ", "且"))


def place_values(value: AxisValue) -> tuple[str | int, ...]:
    """Return one value of a dimension for machines."""
    match value:
        case CareValue(leaves):
            return leaves
        case LevelValue(levels):
            return levels
        case PlanValue(plans):
            return plans
        case DiseaseValue(role, diseases):
            return diseases if 0 < len(diseases) <= FEW else (role,)
        case RangeValue(_, columns, found):
            high = "" if found.high is None else number_value(columns[0], found.high)
            return (f"{number_value(columns[0], found.low)}..{high}",)
        case MarksValue(marks, regular, changed):
            if regular:
                return ("regular",)
            return (" and ".join(mark if holds else f"not {mark}" for mark, holds in changed or marks),)


def number_value(column: str, number: int) -> str:
    """Return a number of a fact for machines: money in yuan with two decimals."""
    return str(number) if is_count(column) else yuan_two_decimals(number)
