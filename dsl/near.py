"""Near misses: which words of the language a drafter probably meant.

Takes what stands at a place and gives words that differ from its beginning by a slip or two; whether a word can be
meant there is for :mod:`tiaowen.dsl.repair` to try.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from tiaowen.dsl.lexicon import lexicon

LOOK, LOOK_CHINESE = 32, 10
"""Characters that are looked at: more than any word of the language has with a slip in it."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z0-9'’-]+")


@frozen
class Near:
    """A word that was perhaps meant: ``length`` characters of what stands there are it, with ``slips`` slips."""

    word: str
    length: int
    slips: int


SAID_INSTEAD = {
    "从": "自",
    "致": "至",
    "到": "至",
    "是": "包括",
    "指": "是指",
    "如": "其中",
    "免": "不设",
    "以下": "以内",
    "percent": "%",
    "per cent": "%",
    "until": "to",
    "is": "means",
    "are": "means",
    "include": "means",
    "includes": "means",
    "and": ",",
    "if": "where",
    "when": "where",
    "under": "up to",
    "without": "no",
    "but not": "except",
    "excluding": "except",
    "not exceeding": "at most",
    "not less than": "at least",
    "more than": "over",
    "maximum": "cap",
    "reimbursement": "ratio",
}
"""What people say for a word of the language; suggested where the line can then be read."""


@cache
def _said_by_first() -> dict[str, list[tuple[str, str]]]:
    """Return what people say for words of the language by its first character."""
    found: dict[str, list[tuple[str, str]]] = {}
    for said, word in SAID_INSTEAD.items():
        found.setdefault(said[0], []).append((said, word))
    return found


def said_instead(text: str) -> tuple[Near, ...]:
    """Return the words for what ``text`` begins with in other words."""
    lowered = text[:LOOK].lower()
    begun = _said_by_first().get(lowered[:1], [])
    found = [Near(word, len(said), 0) for said, word in begun if lowered.startswith(said)]
    return tuple(n for n in found if is_chinese(lowered[:1]) or not lowered[n.length : n.length + 1].isalnum())


def is_chinese(text: str) -> bool:
    """Return whether there is a Chinese character in ``text``."""
    return _CJK.search(text) is not None


def slips(left: str, right: str, limit: int) -> int:
    """Return how many letters must be changed, added, dropped or swapped with a neighbour; ``limit + 1`` for more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _allowed(word: str) -> int:
    """Return how many slips a word may have and still be recognised; none where one turns it into its opposite."""
    if word in ("以上", "以内"):
        return 0
    if is_chinese(word):
        return 0 if len(word) < 2 else 1 if len(word) < 5 else 2
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2 if len(word) < 12 else 3


@cache
def _spellings(ids: frozenset[str], chinese: bool) -> tuple[tuple[str, int, frozenset[str]], ...]:
    words = {s for id in ids if id in lexicon() for s in (lexicon()[id].chinese if chinese else lexicon()[id].english)}
    if chinese:
        words |= {s + "为" for id in ids & facets() for s in lexicon()[id].chinese}
    return tuple((word, allowed, frozenset(word)) for word in sorted(words) if (allowed := _allowed(word)))


@cache
def facets() -> frozenset[str]:
    """Return the ids of the words for facets."""
    return frozenset(row.id for row in lexicon().values() if row.role == "facet")


def near(text: str, ids: frozenset[str]) -> tuple[Near, ...]:
    """Return the words among ``ids`` that ``text`` nearly but not quite begins with, the nearest first."""
    return _near(text[: LOOK_CHINESE if _CJK.match(text) else LOOK], ids)


@lru_cache(maxsize=4096)
def _near(text: str, ids: frozenset[str]) -> tuple[Near, ...]:
    lowered = text.lower()
    chinese = bool(_CJK.match(lowered))
    words = [] if chinese else list(_WORD.finditer(lowered))
    found: dict[str, Near] = {}
    for word, allowed, letters in _spellings(ids, chinese):
        if len(letters.difference(lowered[: 2 * len(word) + 2])) > allowed:
            continue
        for length in _lengths(lowered, word, words):
            begins = " ".join(lowered[:length].split())
            if len(letters - set(begins)) > allowed:
                continue
            count = slips(begins, word, allowed)
            if 0 < count <= allowed and (word not in found or count < found[word].slips):
                found[word] = Near(word, length, count)
    if chinese and (run := _RUN.match(lowered)) and len(run.group()) > 1 and not found:
        begun = [word for word, _, _ in _spellings(ids, chinese) if word.startswith(run.group())]
        if len(begun) == 1:  # 分段 for 分段计算
            found[begun[0]] = Near(begun[0], len(run.group()), 1)
    return tuple(sorted(found.values(), key=lambda n: (n.slips, -len(n.word), n.word)))


def _lengths(text: str, word: str, words: list[re.Match[str]]) -> list[int]:
    """Return how much of ``text`` may be ``word``: in English only whole words."""
    if not words:
        return [n for n in (len(word), len(word) - 1, len(word) + 1) if 0 < n <= len(text)]
    count = len(word.split(" "))
    return [words[n - 1].end() for n in (count, count - 1, count + 1) if 0 < n <= len(words)]


@cache
def _by_first(ids: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the spellings of words by their first characters."""
    found: dict[str, list[str]] = {}
    for id in ids:
        for spelling in (*lexicon()[id].english, *lexicon()[id].chinese):
            found.setdefault(spelling[0], []).append(spelling)
    return {first: tuple(spellings) for first, spellings in found.items()}


def begins_with(text: str, ids: frozenset[str]) -> str | None:
    """Return the longest word among ``ids`` that ``text`` begins with, whatever must follow it."""
    lowered = text[:LOOK].lower()
    spelled = [s for s in _by_first(ids).get(lowered[:1], ()) if lowered.startswith(s)]
    whole = [s for s in spelled if is_chinese(s) or not lowered[len(s) : len(s) + 1].isalnum()]
    return max(whole, key=len, default=None)


@lru_cache(maxsize=4096)
def like_a_facet(name: str) -> bool:
    """Return whether the name of a share is a misspelt facet, or ends in *ratio*: 支付比列, 个人比例, deductable.

    资金 and 补助 are a letter from 资助, and are funds: of words of two letters only 比例 is looked for, which a
    percentage suggests.
    """
    lowered = name.lower()
    ratio = lexicon()["RATIO"]
    for word in near(name, facets()):
        long = len(word.word) > (2 if is_chinese(word.word) else 4)
        if word.length == len(lowered) and (long or word.word in (*ratio.chinese, *ratio.english)):
            return True
    return any(lowered.endswith(s if is_chinese(s) else " " + s) for s in (*ratio.english, *ratio.chinese))
