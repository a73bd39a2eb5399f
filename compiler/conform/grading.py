"""From a judgement on two rules to the verdict of a report, with the reason in words.

A document that is held against another one says less than one that refines it: a figure it leaves to an authority is
neither kept nor violated, unless that authority stands where the higher document does.
"""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.compare.phrases import fact_id
from tiaowen.compiler.compare.words import fill, join, same, say
from tiaowen.compiler.conform.context import HIGHER, Context, level_of
from tiaowen.compiler.conform.model import Kind, Verdict
from tiaowen.compiler.rules.model import COVERAGE, FullSubsidy, Nothing, Open, Ratio, Rule
from tiaowen.compiler.rules.norms import Judgement, allowed_levels
from tiaowen.compiler.rules.norms import Verdict as Judged
from tiaowen.compiler.rules.norms.values import FLOORS
from tiaowen.dsl.tree import Strength, Text

PLAIN = {
    Judged.IMPLEMENTS: Verdict.IMPLEMENTS,
    Judged.NARROWS: Verdict.NARROWS,
    Judged.EXCEEDS: Verdict.EXCEEDS,
    Judged.CONTRADICTS: Verdict.CONTRADICTS,
    Judged.DEVIATES: Verdict.DEVIATES,
    Judged.UNDETERMINED: Verdict.UNDETERMINED,
}

KEPT = {
    Kind.FLOOR: say("not below the floor", "不低于下限"),
    Kind.CEILING: say("not above the ceiling", "不超过上限"),
    Kind.MANDATE: say("stated the same", "规定一致"),
    Kind.DELEGATION: say("the figure left open is set", "授权确定的数额已确定"),
    Kind.PERMISSION: say("use is made of what is allowed", "在允许范围内作了规定"),
}

BROKEN = {
    Verdict.NARROWS: say("below the floor", "低于下限"),
    Verdict.EXCEEDS: say("above the ceiling", "超过上限"),
    Verdict.CONTRADICTS: say("decided otherwise by the higher document", "与上位文件已定的不一致"),
    Verdict.DEVIATES: say("outside what holds in principle", "与原则性要求不一致"),
}


@frozen
class Grade:
    """A verdict and its reason."""

    verdict: Verdict
    reason: Text


def kind_of(rule: Rule) -> Kind | None:
    """Return what a rule of a higher document demands, None for one that says that nothing is stated."""
    value = rule.value
    if not isinstance(value, Open):
        return Kind.MANDATE
    if value.kind == "not-stated":
        return None
    if value.kind == "allowed" or value.strength is Strength.MAY:
        return Kind.PERMISSION
    if value.kind == "bound" and value.operator is not None:
        return Kind.FLOOR if value.operator in FLOORS else Kind.CEILING
    return Kind.DELEGATION


def graded(context: Context, found: Judgement, kind: Kind) -> Grade:
    """Return the verdict on a rule of the lower document by one of the higher."""
    own = found.own.value
    if isinstance(own, Open):
        return _left_open(context, found, kind, own)
    verdict = PLAIN[found.verdict]
    if verdict is Verdict.UNDETERMINED:
        return Grade(verdict, _unknown(context, found))
    if verdict is Verdict.IMPLEMENTS:
        return _kept(context, found, kind)
    if found.own.facet == COVERAGE and found.norm.facet != COVERAGE:
        return Grade(
            verdict, say("nothing is given where the higher document gives something", "上位文件给予而此处不给")
        )
    if found.norm.facet == COVERAGE and found.own.facet != COVERAGE:
        return Grade(
            verdict, say("something is given where the higher document gives nothing", "上位文件不给而此处给予")
        )
    reason = BROKEN[verdict]
    if found.year is not None:
        year = same(str(found.year))
        reason = fill("{reason}, by the figures for {year}", "{reason}（按{year}年的公布值）", reason=reason, year=year)
    return Grade(verdict, reason)


def _kept(context: Context, found: Judgement, kind: Kind) -> Grade:
    norm = found.norm.value
    if isinstance(norm, Open) and norm.by and context.may_set(norm.by) is False:
        by = context.names.list(norm.by)
        return Grade(
            Verdict.UNDETERMINED, fill("set here, though left to {by}", "此处已定，而上位文件交由{by}确定", by=by)
        )
    exact = Ratio(norm.share) if isinstance(norm, Open) and norm.share is not None else None
    if kind is Kind.FLOOR and found.own.value == exact:
        return Grade(Verdict.IMPLEMENTS, say("exactly the floor", "恰为下限"))
    return Grade(Verdict.IMPLEMENTS, KEPT[kind])


def _unknown(context: Context, found: Judgement) -> Text:
    if found.missing is None:
        return say("the two do not count over the same time", "两者的累计期间不同，无从比较")
    name = context.names.of(fact_id(found.missing.removeprefix(HIGHER), context.names))
    return fill("hangs on a figure that is not known: {name}", "取决于未知的数据：{name}", name=name)


def _left_open(context: Context, found: Judgement, kind: Kind, own: Open) -> Grade:
    """Grade a figure that the lower document does not decide either."""
    if own.kind == "not-stated":
        return Grade(Verdict.NOT_STATED, say("stated to be left open here", "此处明言未规定"))
    verdict = PLAIN[found.verdict]
    if own.kind == "bound":
        if kind is Kind.MANDATE:
            return Grade(
                Verdict.UNDETERMINED, say("only a bound here, decided there", "此处仅定界限，上位文件已有定数")
            )
        if verdict is Verdict.IMPLEMENTS:
            return Grade(verdict, say("its own bound lies within", "自定的界限在要求以内"))
        if verdict is Verdict.UNDETERMINED:
            return Grade(verdict, _unknown(context, found))
        return Grade(verdict, BROKEN[verdict])
    by = context.names.list(own.by)
    if kind in (Kind.DELEGATION, Kind.PERMISSION):
        return Grade(Verdict.IMPLEMENTS, fill("left in turn to {by}", "再授权{by}确定", by=by))
    if kind is Kind.MANDATE and _at_least_as_high(context, own):
        if isinstance(found.norm.value, FullSubsidy | Nothing):
            return Grade(
                Verdict.UNDETERMINED,
                fill("whether what {by} sets comes to this is to be asked", "{by}所定是否与此相同，待核", by=by),
            )
        if found.norm.facet == found.own.facet:
            return Grade(Verdict.IMPLEMENTS, fill("by reference to {by}", "按{by}规定执行", by=by))
    return Grade(Verdict.UNDETERMINED, fill("the figure is left to {by}", "数额由{by}确定，尚不可知", by=by))


def _at_least_as_high(context: Context, own: Open) -> bool:
    """Tell whether the authority named stands where the higher document does, or above it."""
    allowed, level = allowed_levels(own.by), level_of(context.parent)
    return allowed is not None and level is not None and all(each <= level for each in allowed)


def untold(context: Context, kind: Kind, rule: Rule, *, assisted: bool, why: Text | None) -> Grade:
    """Return the verdict where the lower document says nothing; ``why`` where there is a cause that says it all."""
    value = rule.value
    if why is not None:
        return Grade(Verdict.NOT_STATED, why)
    asked = kind is Kind.DELEGATION or (
        kind in (Kind.FLOOR, Kind.CEILING) and isinstance(value, Open) and bool(value.by)
    )
    soft = isinstance(value, Open) and value.strength is Strength.IN_PRINCIPLE
    if asked and assisted and not soft and isinstance(value, Open) and context.may_set(value.by) is not False:
        by = join([context.names.list(value.by)])
        return Grade(
            Verdict.MISSING, fill("{by} are to set it, and this document does not", "应由{by}确定，此处未定", by=by)
        )
    return Grade(Verdict.NOT_STATED, say("nothing is said of it", "未规定"))
