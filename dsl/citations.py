"""Citations as the documents number their places: ``第八条（二）``, ``二、（三）2．（1）``, ``Section 2(3)2(1)``.

Reading and printing of one citation, in either language. A citation is a structure, so ``Article 8(2)`` and
``第八条（二）`` are equal; where a citation stands in a line is the parser's business.
"""

from __future__ import annotations

import re

from tiaowen.dsl.quantities import chinese_number, read_integer
from tiaowen.dsl.tree import Citation, Language

_PLAIN = {
    "preamble": ("Preamble", "前言"),
    "closing": ("Closing", "尾段"),
    "annex": ("Annex", "附件"),
    "notice": ("Notice", "印发通知"),
}
_ZH_NUMBER = "[一二三四五六七八九十百零〇两]{1,8}"
_STEPS = "[0-9]{1,4}(?![0-9])"
"""Digits of one level: no document has ten thousand articles, and a number without end is no number."""
_ANY_NUMBER = rf"(?:{_ZH_NUMBER}|[0-9]{{1,4}}(?![0-9]))"

# After the width map: brackets, full stops and digits are half-width, 、 stays.
CITATION = re.compile(
    rf"""
      (?P<en_form>Article|Section|Chapter)[ ](?P<en_numbers>{_STEPS}(?:\({_STEPS}\)|(?<=\)){_STEPS})*)
          (?:[ ]paragraph[ ](?P<en_paragraph>{_STEPS}))?
    | (?P<en_plain>Preamble|Closing|Annex|Notice)(?:[ ](?P<en_plain_number>{_STEPS})(?![0-9A-Za-z]))?(?![A-Za-z-])
          (?:[ ]paragraph[ ](?P<en_plain_paragraph>{_STEPS}))?
    | 第(?P<article>{_ANY_NUMBER})(?P<zh_form>条|章)
          (?P<article_rest>(?:\({_ANY_NUMBER}\)|(?<=\)){_STEPS}[.．](?![0-9]))*)
          (?:第(?P<paragraph>{_ANY_NUMBER})款)?
    | (?P<section>{_ZH_NUMBER})、(?P<section_rest>(?:\({_ANY_NUMBER}\)|(?<=\)){_STEPS}[.．](?![0-9]))*)
          (?:第(?P<section_paragraph>{_ANY_NUMBER})款)?
    | (?P<zh_plain>前言|尾段|附件|印发通知)(?P<zh_plain_number>{_STEPS}|{_ZH_NUMBER})?
          (?:第(?P<zh_plain_paragraph>{_ANY_NUMBER})款)?
    """,
    re.VERBOSE,
)
_STEP = re.compile(rf"\(?({_ANY_NUMBER})[.)．]?")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(read_integer(step) for step in _STEP.findall(text))


def read_citation(match: re.Match[str]) -> Citation:
    """Return the citation that :data:`CITATION` matched."""
    found = match.groupdict()
    if form := found["en_form"]:
        return Citation(form.lower(), _numbers(found["en_numbers"]), _optional(found["en_paragraph"]))
    if found["article"]:
        form = "article" if found["zh_form"] == "条" else "chapter"
        numbers = (read_integer(found["article"]), *_numbers(found["article_rest"]))
        return Citation(form, numbers, _optional(found["paragraph"]))
    if found["section"]:
        numbers = (read_integer(found["section"]), *_numbers(found["section_rest"]))
        return Citation("section", numbers, _optional(found["section_paragraph"]))
    plain = found["en_plain"] or found["zh_plain"]
    number = found["en_plain_number"] or found["zh_plain_number"]
    paragraph = found["en_plain_paragraph"] or found["zh_plain_paragraph"]
    form = next(form for form, words in _PLAIN.items() if plain in words)
    return Citation(form, (read_integer(number),) if number else (), _optional(paragraph))


def _optional(text: str | None) -> int | None:
    return read_integer(text) if text else None


def citation_text(citation: Citation, language: Language) -> str:
    """Return the citation as ``language`` numbers it: ``第十条``, of a higher document ``baoshan-2022 第十条``."""
    text = _chinese(citation) if language is Language.ZH else _english(citation)
    return f"{citation.document} {text}" if citation.document is not None else text


def _english(citation: Citation) -> str:
    if citation.form in _PLAIN:
        text = " ".join([_PLAIN[citation.form][0], *map(str, citation.numbers)])
    else:
        # 2(3)2(1): every second level is bracketed, as in the documents.
        steps = [str(n) if i % 2 == 0 else f"({n})" for i, n in enumerate(citation.numbers)]
        text = f"{citation.form.capitalize()} {''.join(steps)}"
    return text + (f" paragraph {citation.paragraph}" if citation.paragraph else "")


def _chinese(citation: Citation) -> str:
    paragraph = f"第{chinese_number(citation.paragraph)}款" if citation.paragraph else ""
    if citation.form in _PLAIN:
        return _PLAIN[citation.form][1] + "".join(map(str, citation.numbers)) + paragraph
    first, *rest = citation.numbers
    if citation.form == "section":
        text = f"{chinese_number(first)}、"
    else:
        text = f"第{chinese_number(first)}{'条' if citation.form == 'article' else '章'}"
    for level, number in enumerate(rest):
        # （三） then 2． then （1）: the third level down is bracketed Arabic.
        if level % 2 == 0:
            text += f"（{chinese_number(number) if level == 0 else number}）"
        else:
            text += f"{number}．"
    return text + paragraph
