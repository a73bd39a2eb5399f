'''The files below ``forms/`` to pages of forms: :func:`all_forms`.

A file is named ``NN-name.toml``; the numbers give the order in which a drafter meets the forms. It looks so::

    title.en = "…"        # no full stop
    rules = ["clause"]    # rules of the grammar that the page shows, the first of them as the pattern of the form
    about.en = """…"""    # prose: what the form says, and what it does not
    example = """…"""     # a whole policy in Chinese, its texts in both languages: it is shown in either, with what its
                          # examples come to

and ``title`` and ``about`` have ``zh`` beside ``en``. A file of another form is a mistake of ours and raises
:class:`ValueError`.
'''

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from tiaowen.compiler.manual.model import Words
from tiaowen.compiler.manual.syntax import rules

_KEYS = {"title", "rules", "about", "example"}


@frozen(kw_only=True)
class FormPage:
    """The page of a form: what it is called, which rules of the grammar it shows, prose, and a policy that uses it."""

    id: str
    title: Words
    rules: tuple[str, ...]
    about: Words
    example: str


@cache
def all_forms() -> tuple[FormPage, ...]:
    """Return the pages in the order of the manual."""
    folder = files("tiaowen.compiler.manual").joinpath("forms")
    found = sorted((f.name, f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(form_of(text, name.removesuffix(".toml")) for name, text in found)


def form_of(text: str, id: str) -> FormPage:
    """Return the page that a file's text describes."""
    table = tomllib.loads(text)
    if table.keys() != _KEYS:
        raise ValueError(f"{id}: has {sorted(table)}, wanted {sorted(_KEYS)}")
    unknown = [rule for rule in table["rules"] if rule not in rules()]
    if unknown or not table["rules"]:
        raise ValueError(f"{id}: no rules of the grammar: {unknown}")
    return FormPage(
        id=id,
        title=_words(id, table["title"]),
        rules=tuple(table["rules"]),
        about=_words(id, table["about"]),
        example=table["example"].strip() + "\n",
    )


def _words(id: str, value: dict[str, str]) -> Words:
    if value.keys() != {"en", "zh"}:
        raise ValueError(f"{id}: wanted the text in both languages")
    return Words(value["en"].strip(), value["zh"].strip())
