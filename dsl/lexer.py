"""Tokens of one logical line: words of the lexicon, quantities with their units, citations, strings, names.

The lexer asks the parser at every point which terminals can stand there; so ``cap`` is a word after a colon and part of a name
before one. A name runs until punctuation, a number with its unit, or a function word; in English its words are separated by single
spaces, a Chinese name contains no space. Whether a name exists, and whether 未规范转诊 is a negation, is the vocabulary's business.

Where nothing that could stand matches, the most likely token is given anyway: the parser's refusal of it is the finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lark.lexer import Lexer, LexerState, Token

from tiaowen.dsl.citations import CITATION
from tiaowen.dsl.lexicon import chinese_function_words, english_function_words, lexicon, word_pattern
from tiaowen.dsl.quantities import CHINESE_DIGITS
from tiaowen.dsl.source import QUOTES, LogicalLine, Source, string_end

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_CHINESE = rf"[{CHINESE_DIGITS}]+"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
_WORD_END = r"(?![A-Za-z0-9])"

QUANTITIES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "DATE": r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日",
        "AFTER_ISSUE": rf"(?P<en>[0-9]+) days after issue{_WORD_END}|自(?:发布|印发)之日起(?P<zh>[0-9]+)日后(?:施行)?",
        "NEXT_MONTH_DAY": rf"by day (?P<en>[0-9]+) of the following month{_WORD_END}|次月(?P<zh>[0-9]+)日前",
        "EACH_MONTH_DAY": rf"by day (?P<en>[0-9]+) of each month{_WORD_END}|每月(?P<zh>[0-9]+)日前",
        "TIMES_A_YEAR": rf"at least (?P<en>[0-9]+) times a year{_WORD_END}|每年不少于(?P<zh>[0-9]+)次",
        "MONTH_DAY": r"[0-9]{2}-[0-9]{2}(?![0-9-])|[0-9]{1,2}月[0-9]{1,2}日",
        "POINTS": rf"{_NUMBER} percentage points?{_WORD_END}|{_NUMBER}个百分点",
        "DURATION": rf"[0-9]+ (?:working )?(?:days?|months?|years?)(?! old){_WORD_END}|{_NUMBER}个?(?:工作日|日|天|个月|月)(?![0-9])",
        "AGE": rf"[0-9]+ years old{_WORD_END}|{_NUMBER}周?岁",
        "COUNT": rf"[0-9]+ (?:kinds?|diseases?|items?|times?){_WORD_END}|{_NUMBER}[类种项个次](?!月|工作日|百分点)",
        "GRADE": rf"grade [0-9]+{_WORD_END}|{_NUMBER}级(?![\w])",
        "MULTIPLE": rf"{_ARABIC} ?[x×](?![A-Za-z0-9])|{_NUMBER}倍",
        "AMOUNT": rf"{_ARABIC} ?(?:yuan){_WORD_END}|(?:{_NUMBER}[万亿百千]*|[万百千])元|{_NUMBER}万(?![\w])",
        "PERCENT": rf"{_ARABIC} ?%|百分之{_NUMBER}|[一二三四五六七八九]成[一二三四五六七八九]?",
        "YEAR": r"(?:19|20)[0-9]{2}(?=\s*=)|(?:19|20)[0-9]{2}年(?!\s*[0-9]{1,2}月)",
    }.items()
}
"""Quantities in the order in which they are tried; the order settles 5个百分点 before 5个, dates before years."""

# Before these a bare name ends even without punctuation: a number that wears its unit.
_UNIT_AHEAD = re.compile(
    "|".join(
        f"(?:{QUANTITIES[q].pattern})" for q in ("POINTS", "AGE", "MULTIPLE", "AMOUNT", "PERCENT", "YEAR", "DATE")
    ),
    re.IGNORECASE,
)
_DE_AHEAD = re.compile(rf"的(?=\s*(?:{QUANTITIES['PERCENT'].pattern}|{QUANTITIES['MULTIPLE'].pattern}))", re.IGNORECASE)
_PUNCTUATION = {",": "COMMA", "、": "DUN", ":": "COLON", "(": "LPAR", ")": "RPAR", "[": "LBRACKET", "]": "RBRACKET", "=": "EQ", "/": "SLASH"}  # fmt: skip
_NAME_END = set(",、:()[]=#;。；") | {c for pair in QUOTES.items() for c in pair}
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_BLANK = re.compile(r"\s*")
DECORATION = ".。;；"
"""What may stand at the end of a line and says nothing."""


def chinese_name_end(folded: str, start: int, stop: int) -> int:
    """Return where the Chinese name that begins at ``start`` ends."""
    functions = chinese_function_words()
    end = start
    while end < stop:
        char = folded[end]
        if char in _NAME_END or char.isspace() or char == "%":
            break
        if end > start:
            if functions.match(folded, end, stop) or (char == "的" and _DE_AHEAD.match(folded, end, stop)):
                break
            # A digit run counts as a quantity from its first digit only: 60年代老职工, H1N1 stay whole.
            if (char.isdigit() or char in "百一二三四五六七八九两") and not folded[end - 1].isdigit():
                if _UNIT_AHEAD.match(folded, end, stop) and not _inside_word(folded, end):
                    break
        end += 1
    return end


def _inside_word(folded: str, at: int) -> bool:
    """Return whether Chinese digits at ``at`` go on a Chinese number begun before."""
    return folded[at] in CHINESE_DIGITS and folded[at - 1] in CHINESE_DIGITS


_ENGLISH_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9'’*+&.·-]*[A-Za-z0-9+*'’])?")


def english_name_end(folded: str, start: int, stop: int) -> int:
    """Return where the English name that begins at ``start`` ends."""
    functions = english_function_words()
    match = _ENGLISH_WORD.match(folded, start, stop)
    if not match:
        return start
    end = match.end()
    while end + 1 < stop and folded[end] == " ":
        following = end + 1
        if functions.match(folded, following, stop):
            break
        if folded[following].isdigit() and _UNIT_AHEAD.match(folded, following, stop):
            break
        match = _ENGLISH_WORD.match(folded, following, stop)
        if not match:
            break
        end = match.end()
    return end


def name_end(folded: str, start: int, stop: int) -> int:
    """Return where the bare name that begins at ``start`` ends; ``start`` when none does."""
    first = start
    while first < stop and not folded[first].isspace() and folded[first] not in _NAME_END:
        if _CJK.match(folded[first]):
            return chinese_name_end(folded, start, stop)
        first += 1
    return english_name_end(folded, start, stop)


@cache
def _candidates(accepted: frozenset[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the words that can stand here."""
    return tuple((id, word_pattern(id)) for id in lexicon() if id in accepted)


class LineInput:
    """What the lexer is given: the source and one of its logical lines."""

    def __init__(self, source: Source, line: LogicalLine) -> None:
        """Keep the folded text and whether a colon stands outside strings and brackets."""
        self.source = source
        self.pieces = line.pieces
        self.has_colon = _has_colon(source, line)


def _has_colon(source: Source, line: LogicalLine) -> bool:
    for start, end in line.pieces:
        i = start
        while i < end:
            if source.text[i] in QUOTES:
                behind = string_end(source, i, end)
                i = behind if behind > 0 else i + 1
                continue
            if source.folded[i] == ":":
                return True
            i += 1
    return False


class LineLexer(Lexer):
    """The lexer that the grammar is used with."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None:  # noqa: ANN401 -- the library's own interface
        """Take nothing from the grammar: the words come from the lexicon."""
        del conf

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:  # noqa: ANN401 -- likewise
        """Yield the tokens of one line; a token's positions are offsets into the whole text."""
        line = lexer_state.text
        assert isinstance(line, LineInput)
        states = parser_state.parse_conf.parse_table.states
        first = True
        for index, (start, stop) in enumerate(line.pieces):
            last = index == len(line.pieces) - 1
            end = stop
            if last:
                while end > start and line.source.folded[end - 1] in DECORATION + " \t":
                    end -= 1
            at = start
            while at < end:
                at = _BLANK.match(line.source.folded, at, end).end()  # type: ignore[union-attr]
                if at >= end:
                    break
                accepted = frozenset(k for k in states[parser_state.position] if k.isupper())
                kind, behind = _token(line, at, end, accepted, first)
                yield Token(kind, line.source.text[at:behind], at, None, None, None, None, behind)
                at, first = behind, False


def _token(line: LineInput, at: int, end: int, accepted: frozenset[str], first: bool) -> tuple[str, int]:
    """Return the kind of the token at ``at`` and where it ends, preferring what is accepted."""
    source = line.source
    folded = source.folded
    if source.text[at] in QUOTES:
        behind = string_end(source, at, end)
        return ("STRING", behind) if behind > 0 else ("UNTERMINATED", end)
    if "CITE" in accepted and (match := CITATION.match(folded, at, end)):
        return "CITE", match.end()
    if "TITLE" in accepted and folded[at] not in ",、(":
        return "TITLE", end
    if kind := _PUNCTUATION.get(folded[at]):
        return kind, at + 1
    found = _best(line, at, end, accepted, first)
    if found:
        return found
    if "NAME" in accepted and (behind := name_end(folded, at, end)) > at:
        return "NAME", behind
    return _unexpected(line, at, end)


def _best(line: LineInput, at: int, end: int, accepted: frozenset[str], first: bool) -> tuple[str, int] | None:
    """Return the longest word or the first quantity that can stand here."""
    folded = line.source.folded
    best: tuple[str, int] | None = None
    for id, pattern in _candidates(accepted):
        match = pattern.match(folded, at, end)
        if match and (best is None or match.end() > best[1]) and not (first and _is_name_after_all(line, id)):
            best = (id, match.end())
    for kind, pattern in QUANTITIES.items():
        if kind in accepted and (match := pattern.match(folded, at, end)) and (best is None or match.end() > best[1]):
            return kind, match.end()
    return best


def _is_name_after_all(line: LineInput, id: str) -> bool:
    """Return whether a line-opening word only begins a name: a line with a colon is a clause, unless the word takes one."""
    return line.has_colon and lexicon()[id].role in ("line", "facet") and id != "REQUIRES"


def _unexpected(line: LineInput, at: int, end: int) -> tuple[str, int]:
    """Return the most likely token where nothing that could stand here was found."""
    folded = line.source.folded
    for kind, pattern in QUANTITIES.items():
        if match := pattern.match(folded, at, end):
            return kind, match.end()
    everything = frozenset(lexicon())
    best: tuple[str, int] | None = None
    for id, pattern in _candidates(everything):
        match = pattern.match(folded, at, end)
        if match and (best is None or match.end() > best[1]):
            best = (id, match.end())
    behind = name_end(folded, at, end)
    if best and best[1] >= behind:
        return best
    if behind > at:
        return ("BARE_NUMBER" if re.fullmatch(_ARABIC, folded[at:behind]) else "NAME"), behind
    return "STRAY", at + 1
