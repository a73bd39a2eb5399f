"""``--reading NAME=CHOICE``: which reading of which doubt a command takes, checked against what the documents have."""

from __future__ import annotations

from collections.abc import Sequence

import click
from attrs import frozen

from tiaowen.compiler.cli.output import Say
from tiaowen.compiler.library import Loaded, compile_loaded, doubts_of_loaded, load_policy
from tiaowen.compiler.resolve import PlacedDoubt
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.vocabulary import name_key

Opened = tuple[Loaded, Compiled | None]


@frozen
class Asked:
    """One reading asked for; ``side`` is the number of the only document it is for, None: all that know the doubt."""

    doubt: str
    reading: str
    side: int | None = None


def reading_option(say: Say, *, sides: bool = False) -> click.Option:
    """Return ``--reading``; with ``sides`` it may be for one of two documents."""
    form = "[left:|right:]NAME=CHOICE" if sides else "NAME=CHOICE"
    text = say(
        "read a doubt of the document in another way than the adopted one (repeatable)",
        "疑义不按所采用的理解，而按另一种（可重复）",
    )
    return click.Option(["--reading", "readings"], metavar=form, multiple=True, help=text)


def open_with(names: Sequence[str | Loaded], readings: Sequence[str], say: Say, *, sides: bool = False) -> list[Opened]:
    """Read and compile policies, each with the readings it has; one that none of them has is wrong usage."""
    asked = [_asked(text, say, sides) for text in readings]
    loaded = [load_policy(name) if isinstance(name, str) else name for name in names]
    doubts = [doubts_of_loaded(each) if asked else () for each in loaded]
    for one in asked:
        if any(each.text is not None for each in loaded):
            _known(one, doubts, say)
    opened: list[Opened] = []
    for side, (each, own) in enumerate(zip(loaded, doubts, strict=True)):
        taken = {one.doubt: one.reading for one in asked if one.side in (None, side) and _doubt(one, own)}
        opened.append((each, compile_loaded(each, taken)))
    return opened


def _asked(text: str, say: Say, sides: bool) -> Asked:
    doubt, equals, reading = text.partition("=")
    side: int | None = None
    for number, name in enumerate(("left", "right")):
        if sides and doubt.lower().startswith(f"{name}:"):
            doubt, side = doubt[len(name) + 1 :], number
    if not equals or not doubt.strip() or not reading.strip():
        _refuse(say("--reading takes NAME=CHOICE.", "--reading 的值要写成 疑义=理解。"))
    return Asked(doubt.strip(), reading.strip(), side)


def _doubt(asked: Asked, doubts: Sequence[PlacedDoubt]) -> PlacedDoubt | None:
    return next((each for each in doubts if name_key(each.name) == name_key(asked.doubt)), None)


def _known(asked: Asked, doubts: Sequence[Sequence[PlacedDoubt]], say: Say) -> None:
    """Refuse a doubt or a reading that no document has, and name those there are."""
    sides = [own for side, own in enumerate(doubts) if asked.side in (None, side)]
    found = [doubt for own in sides if (doubt := _doubt(asked, own)) is not None]
    if found and all(doubt.reading(asked.reading) is not None for doubt in found):
        return
    if not found:
        names = list(dict.fromkeys(doubt.name for own in sides for doubt in own))
        en, zh = f'there is no doubt "{asked.doubt}"', f"没有名为“{asked.doubt}”的疑义"
    else:
        names = list(dict.fromkeys(reading.name for doubt in found for reading in doubt.readings))
        en, zh = (
            f'the doubt "{found[0].name}" has no reading "{asked.reading}"',
            (f"疑义“{found[0].name}”没有“{asked.reading}”这种理解"),
        )
    there = say(f"; there are: {', '.join(names)}.", f"；有：{'、'.join(names)}。") if names else say(".", "。")
    _refuse(say(en, zh) + there)


def _refuse(text: str) -> None:
    raise click.UsageError(text, click.get_current_context())


def doubts_as_text(opened: Sequence[Opened], say: Say) -> str:
    """Return what the other readings of the doubts of policies would change, as text."""
    from tiaowen.compiler.doubts import render_doubts, weigh

    usable = [(loaded, compiled) for loaded, compiled in opened if compiled is not None]
    return "\n\n".join(
        render_doubts(loaded.name, compiled.policy if compiled.ok else None, weigh(compiled), say.language)
        for loaded, compiled in usable
    )


def doubts_as_data(opened: Sequence[Opened], say: Say) -> dict[str, object]:
    """Return the same as data, by file."""
    from tiaowen.compiler.doubts import doubts_data, weigh

    usable = [(loaded, compiled) for loaded, compiled in opened if compiled is not None]
    return {"doubts": {loaded.name: doubts_data(weigh(compiled), say.language) for loaded, compiled in usable}}
