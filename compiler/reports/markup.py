"""HTML, put together from elements: whatever is not an element is escaped.

A :class:`Html` is made here and nowhere else, so no text of a document can become markup. A :class:`Text` becomes its
two languages side by side, of which the style sheet shows one.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tiaowen.dsl.tree import Language, Text

VOID = frozenset({"meta", "input", "br", "line", "path", "circle", "col"})


class Html(str):
    """Markup that is finished."""

    __slots__ = ()


Child = Html | Text | str | None
Value = str | int | bool | None


def el(name: str, /, *children: Child, **attributes: Value) -> Html:
    """Return an element. Attributes are named with ``_`` for ``-``; None and False leave one out."""
    named = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{named}>" if name in {"meta", "input", "br", "col"} else f"<{name}{named}/>")
    return Html(f"<{name}{named}>{join(children)}</{name}>")


def join(children: Iterable[Child], gap: str = "") -> Html:
    """Return children one after the other; ``gap`` is plain text."""
    return Html(escape(gap).join(shown(child) for child in children if child is not None))


def shown(child: Child) -> Html:
    """Return one child as markup."""
    match child:
        case None:
            return Html("")
        case Html():
            return child
        case Text():
            return both(child)
        case _:
            return Html(escape(_visible(child)))


def both(text: Text, name: str = "span", /, **attributes: Value) -> Html:
    """Return a text in both languages, each in an element that says which; once where they are the same."""
    zh, en = text.get(Language.ZH), text.get(Language.EN)
    if zh == en:
        return el(name, zh, **attributes) if attributes or name != "span" else shown(zh)
    return Html(el(name, zh, lang="zh", **attributes) + el(name, en, lang="en", **attributes))


def verbatim(name: str, text: str, /, **attributes: Value) -> Html:
    """Return a script or style sheet of our own; it must not end its element."""
    if "</" in text:
        raise ValueError("a script or style sheet ends its element")
    named = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{named}>{text}</{name}>")


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(_visible(str(value)))}"'


def _visible(text: str) -> str:
    """Return a text whose control characters show; direction marks could turn what is read around."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)
