"""Where a row holds and for whom it stands, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiaowen.compiler.compare.phrases import test_text
from tiaowen.compiler.compare.words import fill, join, say
from tiaowen.compiler.conform.context import Context
from tiaowen.compiler.conform.matching import Match
from tiaowen.compiler.rules.model import Box, Test
from tiaowen.dsl.tree import Text


def places(context: Context, boxes: Sequence[Box], match: Match) -> Text | None:
    """Return where the cases of a row lie, None where they are all that both benefits are for."""
    plain = {test for box in match.covers for test in box.tests} | context.about_people
    texts: dict[str, Text] = {}
    for box in boxes:
        text = _place(context, box, plain)
        if text is None:
            return None
        texts.setdefault(text.en or "", text)
    return join(texts.values(), " or ", "或") if texts else None


def _place(context: Context, box: Box, plain: Iterable[Test]) -> Text | None:
    parts = []
    if box.levels is not None:
        parts.append(level_text(sorted(box.levels)))
    skipped = set(plain)
    parts += [test_text(test, context.figures(), context.names) for test in box.tests if test not in skipped]
    return join(parts) if parts else None


_LEVELS = {1: "一", 2: "二", 3: "三"}


def level_text(levels: Sequence[int]) -> Text:
    """Return hospital levels: ``level 2, 3``."""
    chinese = "、".join(f"{_LEVELS.get(level, level)}级" for level in levels)
    return say(f"level {', '.join(map(str, levels))}", f"{chinese}医院")


def people_text(context: Context, who: Iterable[str]) -> Text:
    """Return who the people of a row are, those named by the lower document only behind a sign."""
    people, ids = context.people, frozenset(who)
    local = ids & people.ids(people.local)
    if not local:
        return people.named(ids)
    text = fill("≈ {text}", "≈ {text}", text=people.named(local))
    return join([people.named(ids - local), text], "; ", "；") if ids - local else text
