"""The grammar as a drafter reads it: each rule as a pattern of words in one language.

Takes ``grammar/policy.lark`` and the lexicon; gives for a rule its alternatives with the words of a language, ``[…]``
around what may be left out, ``( | )`` around a choice and ``‹…›`` around what the drafter puts in. An alternative
that is written with words of the other language only is left out. Nothing here parses a policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

from tiaowen.dsl.lexicon import lexicon
from tiaowen.dsl.tree import Language

# Each entry: English, Chinese. What a drafter puts in; other rules are written out where they are used.
PLACES: Mapping[str, tuple[str, str]] = {
    "text": ('"text"', "“文字”"),
    "texts": ('"text", …', "“文字”，…"),
    "name": ("name", "名称"),
    "names": ("name, …", "名称、…"),
    "item": ("name", "名称"),
    "items": ("name, …", "名称、…"),
    "authorities": ("authority and …", "部门、…"),
    "conditions": ("condition, …", "条件、…"),
    "cases": ("case, …", "情形、…"),
    "alternatives": ("condition, …, or …", "条件、…，或者…"),
    "comparisons": ("comparison, …, or …", "比较、…，或者…"),
    "comparison": ("comparison", "比较"),
    "facet": ("facet", "要素"),
    "period": ("period", "期间"),
    "quantity": ("quantity", "数量"),
    "selector": ("who", "谁"),
    "term": ("term", "待遇"),
    "value": ("value", "数值"),
    "range": ("range", "分段"),
    "fund_share": ("fund percentage", "基金 百分比"),
    "facts": ("fact, …", "事实、…"),
    "deadline": ("deadline", "期限"),
    "cite_range": ("article to article", "条款至条款"),
    "heading_cite": ("article", "条款"),
    "rate_range": ("range of a rate", "率的范围"),
    "_statement": ("line", "条文"),
    "NAME": ("name", "名称"),
    "STRING": ('"text"', "“文字”"),
    "TITLE": ("title", "标题"),
    "CITE": ("article", "条款"),
    "DATE": ("date", "日期"),
    "YEAR": ("year", "年份"),
    "MONTH_DAY": ("month-day", "月日"),
    "AMOUNT": ("amount", "金额"),
    "PERCENT": ("percentage", "百分比"),
    "MULTIPLE": ("multiple", "倍数"),
    "AGE": ("age", "年龄"),
    "GRADE": ("grade", "等级"),
    "POINTS": ("points", "百分点"),
    "COUNT": ("count", "个数"),
    "COUNT_RANGE": ("1 to 2 kinds", "1至2种"),
    "DURATION": ("length of time", "时间"),
    "EACH_MONTH_DAY": ("by day 5 of each month", "每月5日前"),
    "NEXT_MONTH_DAY": ("by day 10 of the following month", "次月10日前"),
    "TIMES_A_YEAR": ("at least 2 times a year", "每年不少于2次"),
    "AFTER_ISSUE": ("30 days after issue", "自发布之日起30日后"),
}
_EN, _ZH, _BOTH = "en", "zh", "en zh"
ORDERS: Mapping[str, tuple[str, ...]] = {
    "facet_term": (_EN, _ZH, _ZH),
    "amends": (_EN, _ZH),
    "rate_range": (_EN, _EN, _EN, _ZH, _ZH, _ZH),
    "fund_part": (_EN, _ZH, _BOTH, _BOTH),
    "deadline": (_EN, _EN, _ZH, _ZH, _EN, _ZH, _BOTH, _BOTH, _BOTH, _BOTH, _BOTH),
}
"""In which language each alternative of a rule is written, where the two order their words differently.

Of rules whose alternatives have names, those that end in ``_zh`` say it themselves.
"""
_SIGNS = {
    **{"COMMA": (",", "，"), "DUN": (",", "、"), "COLON": (":", "："), "LPAR": ("(", "（"), "RPAR": (")", "）")},
    **{"LBRACKET": ("[", "["), "RBRACKET": ("]", "]"), "EQ": ("=", "="), "SLASH": ("/", "/")},
}
_AS_WRITTEN = frozenset({"EACH_MONTH_DAY", "NEXT_MONTH_DAY", "TIMES_A_YEAR", "AFTER_ISSUE"})
_RULE = re.compile(r"^[?!]?(?P<name>_?[a-z][a-z_]*):(?P<body>(?:.|\n(?=[ \t]))*)", re.MULTILINE)
_ALIAS = re.compile(r"->\s*(\w+)")
_WRITTEN: dict[str, tuple[str, ...]] = {}
_TOKEN = re.compile(r"[A-Za-z_]+|[()|?*]")
_TIGHT = re.compile(r" (?=[,:，、：）)])|(?<=[（(]) ")


@frozen
class Part:
    """A piece of a rule: a word of the grammar, or alternatives each of which is a row of parts."""

    name: str = ""
    choices: tuple[tuple[Part, ...], ...] = ()
    optional: bool = False
    repeated: bool = False


@cache
def rules() -> Mapping[str, tuple[tuple[Part, ...], ...]]:
    """Return the alternatives of each rule of the grammar, in its order."""
    text = files("tiaowen.grammar").joinpath("policy.lark").read_text(encoding="utf-8")
    text = re.sub(r"//.*", "", text)
    found = {}
    for match in _RULE.finditer(text):
        tokens = _TOKEN.findall(_ALIAS.sub("", match["body"]))
        choices, _ = _choices(tokens, 0)
        found[match["name"]] = choices
        _WRITTEN[match["name"]] = _written(match["name"], match["body"], len(choices))
    return found


def _written(rule: str, body: str, count: int) -> tuple[str, ...]:
    """Return in which language each alternative of a rule is written."""
    if rule in ORDERS:
        return ORDERS[rule]
    named = [found.group(1) if (found := _ALIAS.search(part)) else "" for part in re.split(r"\n\s*\|", body)]
    if len(named) != count:
        return (_BOTH,) * count
    chinese = {name.removesuffix("_zh") for name in named if name.endswith("_zh")}
    return tuple(_ZH if name.endswith("_zh") else _EN if name in chinese else _BOTH for name in named)


def _choices(tokens: list[str], at: int) -> tuple[tuple[tuple[Part, ...], ...], int]:
    rows: list[list[Part]] = [[]]
    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        at += 1
        if token == "|":
            rows.append([])
            continue
        if token == "(":
            choices, at = _choices(tokens, at)
            part = Part(choices=choices)
            at += 1
        else:
            part = Part(token)
        sign = tokens[at] if at < len(tokens) and tokens[at] in "?*" else ""
        at += bool(sign)
        rows[-1].append(Part(part.name, part.choices, optional=sign == "?", repeated=sign == "*"))
    return tuple(tuple(row) for row in rows), at


def patterns(rule: str, language: Language) -> tuple[str, ...]:
    """Return the alternatives of a rule as patterns in a language, each once, without those of the other language."""
    rows = rules()[rule]
    shown = (
        _row(row, language) for row, written in zip(rows, _WRITTEN[rule], strict=True) if language.value in written
    )
    return tuple(dict.fromkeys(_TIGHT.sub("", text) for text in shown if text))


def words_of(rule: str, seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the ids of the lexicon's words that a rule is written with, in its order."""
    found: dict[str, None] = {}
    for name in _names(rules()[rule]):
        if name in lexicon():
            found.setdefault(name)
        elif name in rules() and name not in PLACES and name not in seen:
            found.update(dict.fromkeys(words_of(name, seen | {rule})))
    return tuple(found)


def _names(choices: tuple[tuple[Part, ...], ...]) -> Iterator[str]:
    for row in choices:
        for part in row:
            if part.name:
                yield part.name
            else:
                yield from _names(part.choices)


def _row(row: tuple[Part, ...], language: Language) -> str | None:
    """Return one alternative; None where it needs a word that the language does not have."""
    parts = [_part(part, language) for part in row]
    if any(text is None for text in parts):
        return None
    return " ".join(text for text in parts if text)


def _part(part: Part, language: Language) -> str | None:
    text = _plain(part, language)
    if part.repeated:
        return f"[{text}] …" if text else ""
    if part.optional:
        return f"[{text}]" if text else ""
    return text


def _plain(part: Part, language: Language) -> str | None:
    zh = language is Language.ZH
    name = part.name
    if not name:
        return _either(part.choices, language)
    if name in _SIGNS:
        return _SIGNS[name][zh]
    if name in PLACES:
        place = PLACES[name][zh]
        return place if name in _AS_WRITTEN else f"‹{place}›"
    if name in lexicon():
        row = lexicon()[name]
        spellings = row.chinese if zh else row.english
        return spellings[0] if spellings else None
    written = zip(rules()[name], _WRITTEN[name], strict=True)
    return _either(tuple(row for row, surfaces in written if language.value in surfaces), language)


def _either(choices: tuple[tuple[Part, ...], ...], language: Language) -> str | None:
    texts = tuple(dict.fromkeys(text for row in choices if (text := _row(row, language))))
    if not texts:
        return None
    return texts[0] if len(texts) == 1 else f"({' | '.join(texts)})"
