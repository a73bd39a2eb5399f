"""Lists and classes of the higher document that a lower one may extend or set, held against those of the lower one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.compiler.compare.model import Standing, View
from tiaowen.compiler.compare.words import fill, join, same, say
from tiaowen.compiler.conform.context import Context, readings
from tiaowen.compiler.conform.matching import matches
from tiaowen.compiler.conform.model import Kind, Row, Verdict
from tiaowen.compiler.rules.model import Benefit, Delegation, Extension, HasDisease, Policy
from tiaowen.compiler.rules.norms import ListJudgement, judge_list
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Citation, Text


def list_rows(context: Context) -> Iterator[Row]:
    """Yield a row for every list or class that may be extended or is set by somebody, and for every other list."""
    norms = context.parent.norms
    ids = [each.extends for each in norms if isinstance(each, Extension)]
    ids += [id for each in norms if isinstance(each, Delegation) for id in each.names]
    ids += [each.id for each in context.parent.lists]
    for id in dict.fromkeys(ids):
        yield _row(context, id)


def _row(context: Context, id: str) -> Row:
    extensions = [each for each in context.parent.norms if isinstance(each, Extension) and each.extends == id]
    setters = [each for each in context.parent.norms if isinstance(each, Delegation) and id in each.names]
    theirs, own = _members(context.parent, id), _members(context.child, id)
    demand = _demand(context, theirs, extensions, setters)
    statement = None
    if own is not None:
        statement = _said(context, own[0], theirs[0] if theirs is not None else (), own[1])
    verdict, reason = _verdict(context, id, extensions, setters)
    return Row(
        kind=Kind.LIST,
        facet="list",
        benefit=None,
        benefits=(),
        matter=context.names.of(id),
        demand=demand,
        statement=statement,
        who=(),
        who_text=say("everybody", "所有对象"),
        where=None,
        verdict=verdict,
        reason=reason,
        readings=readings(demand.cites, statement.cites if statement is not None else ()),
    )


def _members(policy: Policy, id: str) -> tuple[tuple[str, ...], tuple[Citation, ...]] | None:
    """Return what a list or class has in it, and where it stands."""
    for disease_list in policy.lists:
        if disease_list.id == id:
            return disease_list.members, disease_list.cites
    for each in policy.classes:
        if each.id == id:
            return each.members, each.cites
    return None


def _verdict(
    context: Context, id: str, extensions: Sequence[Extension], setters: Sequence[Delegation]
) -> tuple[Verdict, Text]:
    theirs, own = _members(context.parent, id), _members(context.child, id)
    if own is None:
        return _without_list(context, id)
    if theirs is None:
        return Verdict.IMPLEMENTS, say("the list left open is set", "授权确定的名录已确定")
    found = judge_list(theirs[0], own[0], extensions, _leaves)
    wrong = _wrong(context, found, bool(extensions))
    if wrong is not None:
        return wrong
    by = tuple(authority for each in setters for authority in each.by)
    if found.dropped:
        missing = context.names.list(found.dropped)
        if not setters and any(each.id == id for each in context.parent.classes):
            # People who are left out are told one by one, where something is demanded for them.
            return Verdict.NOT_STATED, fill("left out: {missing}", "未列：{missing}", missing=missing)
        if not setters:
            return Verdict.NARROWS, fill("left out: {missing}", "缺：{missing}", missing=missing)
        if context.may_set(by) is False:
            who = context.names.list(by)
            return Verdict.UNDETERMINED, fill(
                "set here, though left to {who}", "此处已定，而上位文件交由{who}确定", who=who
            )
        return Verdict.IMPLEMENTS, fill("set here, without {missing}", "由此处确定，不含{missing}", missing=missing)
    if found.added:
        count = same(str(len(found.added)))
        return Verdict.IMPLEMENTS, fill("{count} added, as allowed", "增加{count}项，在允许范围内", count=count)
    return Verdict.IMPLEMENTS, say("the same list", "名录相同")


def _wrong(context: Context, found: ListJudgement, extensible: bool) -> tuple[Verdict, Text] | None:
    """Return what is wrong with the additions to a list."""
    count = same(str(len(found.added)))
    if found.many is not None:
        most = same(str(found.many))
        return Verdict.EXCEEDS, fill(
            "{count} added, at most {most} allowed", "增加{count}项，至多{most}项", count=count, most=most
        )
    if found.few is not None:
        least = same(str(found.few))
        return Verdict.NARROWS, fill(
            "{count} added, at least {least} wanted", "增加{count}项，至少{least}项", count=count, least=least
        )
    strangers = found.strangers if extensible else found.added
    if strangers:
        who = context.names.list(strangers)
        return Verdict.EXCEEDS, fill("added though not allowed: {who}", "不得增加：{who}", who=who)
    return None


def _without_list(context: Context, id: str) -> tuple[Verdict, Text]:
    """Return what it means that the lower document has no such list: wider, where no benefit asks for a disease."""
    users = [each for each in context.parent.benefits if id in _asked(each)]
    lower = [match.lower for each in users for match in matches(context.parent, context.child, each)]
    if lower and not any(_asked(each) for each in lower):
        names = join([context.names.of(each.id) for each in lower])
        return Verdict.IMPLEMENTS, fill(
            "{names} are not limited to listed diseases: wider", "{names}不限病种：更宽", names=names
        )
    return Verdict.NOT_STATED, say("no such list here", "此处没有这份名录")


def _asked(benefit: Benefit) -> frozenset[str]:
    """Return the diseases and lists that a benefit asks for."""
    tests = [test for box in benefit.covers for test in box.tests]
    return frozenset(
        name for test in tests if isinstance(test.condition, HasDisease) for name in test.condition.name.split()
    )


def _leaves(entry: str) -> frozenset[str]:
    return frozenset(load_vocabulary().descend(entry))


# ── words ──


def _demand(
    context: Context,
    theirs: tuple[tuple[str, ...], tuple[Citation, ...]] | None,
    extensions: Sequence[Extension],
    setters: Sequence[Delegation],
) -> View:
    parts: list[Text] = []
    cites: list[Citation] = []
    if theirs is not None:
        parts.append(_count(len(theirs[0])))
        cites += theirs[1]
    for each in extensions:
        parts.append(_extension(context, each))
        cites += each.cites
    for one in setters:
        parts.append(fill("set by {by}", "由{by}确定", by=context.names.list(one.by)))
        cites += one.cites
    text = join(parts, ", ", "，")
    return View(Standing.STATED, text.en or "", text, tuple(dict.fromkeys(cites)))


def _count(count: int) -> Text:
    if count == 1:
        return say("1 entry", "1项")
    return fill("{count} entries", "{count}项", count=same(str(count)))


def _extension(context: Context, each: Extension) -> Text:
    if each.members:
        return fill("may add {what}", "可增加{what}", what=context.names.list(each.members))
    least, most = (same(str(n)) if n is not None else None for n in (each.least, each.most))
    if least is not None and most is not None:
        return fill("may add {least} to {most}", "可增加{least}至{most}项", least=least, most=most)
    if most is not None:
        return fill("may add up to {most}", "可增加至多{most}项", most=most)
    return say("may be extended", "可增加")


def _said(context: Context, own: Sequence[str], theirs: Sequence[str], cites: tuple[Citation, ...]) -> View:
    found = judge_list(theirs, own, (), _leaves)
    parts = [_count(len(own))]
    if found.added and theirs:
        parts.append(fill("added: {what}", "增加：{what}", what=context.names.list(found.added)))
    return View(Standing.STATED, ",".join(sorted(own)), join(parts, ", ", "，"), cites)
