"""Duties of two documents, matched by what is to be done to what, and what their deadlines say.

The same duty of the same authority is one row. Duties that only one document has in these words are matched with those
of the other by action and object, whoever has them: *push the list* and *send the list*, each with its deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from tiaowen.compiler.compare.context import Context, Side
from tiaowen.compiler.compare.model import Change, Effect, Standing, View
from tiaowen.compiler.compare.phrases import ABSENT
from tiaowen.compiler.compare.plain import plain_row
from tiaowen.compiler.compare.said import words
from tiaowen.compiler.compare.words import both, fill, join, say
from tiaowen.compiler.rules.model import DutyRule
from tiaowen.dsl.print import as_written
from tiaowen.dsl.printing.records import deadline as printed
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.tree import Deadline, Language, Text

ACTIONS = {
    "send": re.compile(r"推送|传送|报送|移送|\b(?:push|send|pass on)\b"),
    "settle": re.compile(r"结算|\bsettle\b"),
    "transfer": re.compile(r"划入|划拨|\btransfer\b"),
    "remit": re.compile(r"上解|\bremit\b"),
    "declare": re.compile(r"申报|\bdeclare\b"),
    "advance": re.compile(r"垫付|\badvance\b"),
    "reconcile": re.compile(r"对账|\breconcile\b"),
    "compare": re.compile(r"比对|\bcompare\b"),
}
"""What is done, by the verbs for it."""

OBJECTS = {
    "list": re.compile(r"名单|名册|花名册|\b(?:lists?|rosters?)\b"),
    "details": re.compile(r"明细|\bdetails\b"),
    "subsidy": re.compile(r"资助|\bsubsid"),
    "costs": re.compile(r"费用|\b(?:costs|assistance)\b"),
    "funds": re.compile(r"资金|\b(?:funds?|grants?)\b"),
}
"""To what it is done."""

NO_MONEY = say("changes no payment", "不涉金额")
ONLY_TIME = say("the same duty at another time", "职责相同，期限不同")
ALIKE = say("the same action on the same object", "行为与对象相同")


def duty_rows(context: Context) -> Iterator[Change]:
    """Yield a row for each duty, and for each that both documents have in other words."""
    left, right = (list(side.policy.duties) for side in context.sides)
    for key in (_exact, _in_its_place):
        for one in tuple(left):
            found = next((two for two in right if key(one) == key(two)), None)
            if found is not None:
                left.remove(one)
                right.remove(found)
                yield _pair(context, [one], [found])
    for kind in dict.fromkeys(filter(None, map(_kind, left))):
        mine, theirs = ([each for each in every if _kind(each) == kind] for every in (left, right))
        if mine and theirs:
            yield _pair(context, mine, theirs)
            left = [each for each in left if each not in mine]
            right = [each for each in right if each not in theirs]
    yield from (_pair(context, [each], []) for each in left)
    yield from (_pair(context, [], [each]) for each in right)


def _exact(duty: DutyRule) -> tuple[object, ...]:
    return (duty.actors, words(duty.action))


def _in_its_place(duty: DutyRule) -> tuple[object, ...]:
    return (duty.actors, duty.cites, _kind(duty))


def _kind(duty: DutyRule) -> tuple[str, str] | None:
    """Return what is done to what; None where no word for it is known."""
    text = words(duty.action)
    done = next((id for id, verbs in ACTIONS.items() if verbs.search(text)), None)
    to = next((id for id, nouns in OBJECTS.items() if nouns.search(text)), None)
    return (done, to) if done is not None and to is not None else None


def _pair(context: Context, left: Sequence[DutyRule], right: Sequence[DutyRule]) -> Change:
    views = (_view(context, context.left, left), _view(context, context.right, right))
    if views[0] == views[1]:
        return plain_row("", "duty", views, Effect.EQ, say("the same", "相同"))
    if left and right and [*map(_exact, left)] == [*map(_exact, right)]:
        return plain_row("", "duty", views, Effect.TIME, ONLY_TIME)
    return plain_row("", "duty", views, Effect.ADMIN, ALIKE if left and right else NO_MONEY)


def _view(context: Context, side: Side, duties: Sequence[DutyRule]) -> View:
    if not duties:
        return View(Standing.NOT_STATED, Standing.NOT_STATED.value, ABSENT[Standing.NOT_STATED])
    texts = [_text(context, duty) for duty in duties]
    value = "; ".join(
        f"duty||{','.join(duty.actors)} {words(duty.action)}" + (f" {_due(duty.deadline)}" if duty.deadline else "")
        for duty in duties
    )
    cites = tuple(dict.fromkeys(cite for duty in duties for cite in duty.cites))
    return View(Standing.STATED, value, join(texts, "; ", "；"), cites)


def _text(context: Context, duty: DutyRule) -> Text:
    text = fill("{who}: {what}", "{who}：{what}", who=context.names.list(duty.actors), what=duty.action)
    due = duty.deadline
    if due is None:
        return text
    return fill("{text}, {due}", "{text}，{due}", text=text, due=both(lambda language: _due_text(due, language)))


def _due_text(deadline: Deadline, language: Language) -> str:
    """Return a deadline as the language spells it, with its event in one language only."""
    if deadline.event is not None:
        event = deadline.event.get(language)
        deadline = evolve(deadline, event=Text(zh=event) if language is Language.ZH else Text(en=event))
    return printed(Surface(language, as_written), deadline).text


def _due(deadline: Deadline) -> str:
    """Return the meaning of a deadline."""
    length = (deadline.duration.length, deadline.duration.unit) if deadline.duration is not None else ()
    parts = (deadline.form, *length, deadline.month, deadline.day, deadline.times)
    return " ".join(str(part) for part in parts if part is not None)
