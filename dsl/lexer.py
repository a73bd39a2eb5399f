"""Tokens of one logical line: words of the lexicon, quantities with their units, citations, strings, names.

The lexer asks the parser at every point which terminals can stand there; so ``cap`` is a word after a colon and part
of a name before one. A name runs until punctuation, a number with its unit, or a function word; a Chinese name contains
no space, and a number is no name. Whether a name exists, and whether 未规范转诊 is a negation, is the vocabulary's
business.

Where nothing that could stand matches, the most likely token is given anyway: the parser refuses it, and that is the
finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, Protocol

from attrs import frozen
from lark.lexer import Lexer, LexerState, Token
from lark.parsers.lalr_analysis import ParseTableBase, Shift

from tiaowen.dsl.citations import CITATION
from tiaowen.dsl.lexicon import chinese_function_words, english_function_words, lexicon, word_pattern
from tiaowen.dsl.quantities import CHINESE_DIGITS
from tiaowen.dsl.source import QUOTES, Source, string_ends
from tiaowen.dsl.tree import Span

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_CHINESE = rf"[{CHINESE_DIGITS}]{{1,20}}"  # bounded, or a line of nothing else would be read over and over
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
_WORD_END = r"(?![A-Za-z0-9])"
_BARE_NUMBER = re.compile(rf"(?:{_ARABIC}|[{CHINESE_DIGITS}万亿]{{1,20}})")

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
        "DURATION": rf"[0-9]+ (?:working )?(?:days?|months?|years?)(?! old){_WORD_END}"
        rf"|{_NUMBER}个?(?:工作日|日|天|个月|月|年(?!度))(?![0-9])",
        "AGE": rf"[0-9]+ years old{_WORD_END}|{_NUMBER}周?岁",
        "COUNT_RANGE": rf"[0-9]+ to [0-9]+ (?:kinds?|diseases?|items?){_WORD_END}|{_NUMBER}至{_NUMBER}[类种项个]",
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
_FACET_WORDS = "|".join(s for row in lexicon().values() if row.role == "facet" for s in row.chinese)
_DE_AHEAD = re.compile(
    rf"的(?=\s*(?:{QUANTITIES['PERCENT'].pattern}|{QUANTITIES['MULTIPLE'].pattern}|(?:{_FACET_WORDS})(?:高于|超过)))",
    re.IGNORECASE,
)
_PUNCTUATION = {
    **{",": "COMMA", "、": "DUN", ":": "COLON", "=": "EQ", "/": "SLASH"},
    **{"(": "LPAR", ")": "RPAR", "[": "LBRACKET", "]": "RBRACKET"},
}
_NAME_END = set(",、:()[]=#|;。；%") | {c for pair in QUOTES.items() for c in pair}
_LIKE_A_NUMBER = re.compile(rf"[.,0-9{CHINESE_DIGITS}万亿百千]")
_NUMBER_ALONE = re.compile(rf"[0-9.,]+|[{CHINESE_DIGITS}万亿]+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_BLANK = re.compile(r"\s*")
_COLON = re.compile(r"\s*:")
_NUMBERED = re.compile(r"\)[0-9]+\.$")
_BLANKS = re.compile(r"[ \t]+")
STATES_KEPT = 5_000
"""More different states of the parser than any file brings; a bound on what hostile ones can fill."""

DECORATION = ".。;；"
"""What may stand at the end of a line and says nothing."""


def chinese_name_end(folded: str, start: int, stop: int) -> int:
    """Return where the Chinese name that begins at ``start`` ends."""
    functions = chinese_function_words()
    end = start
    while True:
        if plain := _plain().match(folded, end, stop):
            end = plain.end()
        if end >= stop:
            break
        char = folded[end]
        if char in _NAME_END or char.isspace() or not _is_writing(char):
            break
        if end > start:
            if functions.match(folded, end, stop) or (char == "的" and _DE_AHEAD.match(folded, end, stop)):
                break
            # A digit run counts as a quantity from its first digit only: 60年代老职工, H1N1 stay whole.
            begins = (char.isdigit() or char in "百一二三四五六七八九两") and not folded[end - 1].isdigit()
            if begins and not _inside_word(folded, end) and _UNIT_AHEAD.match(folded, end, stop):
                break
        end += 1
    return end


@cache
def _plain() -> re.Pattern[str]:
    """Return the pattern of characters that go on a Chinese name whatever stands behind them."""
    ends = {word[0] for row in lexicon().values() if row.role == "function" for word in row.chinese}
    return re.compile(f"(?:(?![{''.join(sorted(ends))}的百一二三四五六七八九两])[\u3400-\u9fff])*")


def _is_writing(char: str) -> bool:
    """Return whether a character can belong to a name: it can be seen, and is no pictogram."""
    return char.isascii() or "\u3400" <= char <= "\u9fff" or (char.isprintable() and unicodedata.category(char) != "So")


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
    while blank := _BLANKS.match(folded, end, stop):
        following = blank.end()
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
    """Return where the bare name that begins at ``start`` ends; ``start`` when none does.

    A number is no name, with or without its unit: a drafter who writes ``ratio 60`` has forgotten something. Nor does
    a name begin with *means*, which makes a line a definition wherever it stands.
    """
    if word_pattern("MEANS").match(folded, start, stop):
        return start
    end = _script_name_end(folded, start, stop)
    like_a_number = _LIKE_A_NUMBER.match(folded, start, end)
    if like_a_number and (_NUMBER_ALONE.fullmatch(folded, start, end) or _UNIT_AHEAD.fullmatch(folded, start, end)):
        return start
    return end


def _script_name_end(folded: str, start: int, stop: int) -> int:
    first = start
    while first < stop and not folded[first].isspace() and folded[first] not in _NAME_END:
        if _CJK.match(folded[first]):
            return chinese_name_end(folded, start, stop)
        first += 1
    return english_name_end(folded, start, stop)


_FIGURES_BEGIN = re.compile(rf"[0-9{CHINESE_DIGITS}万自次每abg]", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _words(accepted: frozenset[str], first: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the words among ``accepted`` that begin with a character."""
    return tuple((id, word_pattern(id)) for id in _begun_by().get(first.lower(), ()) if id in accepted)


@cache
def _begun_by() -> dict[str, tuple[str, ...]]:
    """Return the words by the characters with which their spellings begin, in the order of the table."""
    found: dict[str, dict[str, None]] = {}
    for row in lexicon().values():
        for spelling in row.spellings():
            found.setdefault(spelling[0], {})[row.id] = None
    return {first: tuple(ids) for first, ids in found.items()}


@lru_cache(maxsize=8192)
def _figures(accepted: frozenset[str] | None, first: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the quantities among ``accepted`` (None: all) that may begin with a character, in their order."""
    if not _FIGURES_BEGIN.match(first):
        return ()
    return tuple((kind, pattern) for kind, pattern in QUANTITIES.items() if accepted is None or kind in accepted)


@frozen
class Read:
    """A token that was read, and what could have stood in its place."""

    kind: str
    start: int
    end: int
    accepted: frozenset[str]


class Stretch(Protocol):
    """A range of the text: one physical line of the line to be read."""

    @property
    def start(self) -> int:
        """Return where it begins."""

    @property
    def end(self) -> int:
        """Return where it ends."""


@frozen
class Implied(Span):
    """A token that stands nowhere in the text: the layout of a table says it, at this place."""

    kind: str
    text: str


class LineInput:
    """What the lexer is given: the source and the physical lines of one logical line; and what it read of them."""

    def __init__(self, source: Source, parts: Sequence[Stretch]) -> None:
        """Take the line; nothing is looked at before the lexer comes to it: reading may stop long before the end."""
        self.source = source
        self.parts = parts
        self.read: list[Read] = []
        self.at_end: frozenset[str] = frozenset()
        """What could stand behind the last token, once that is read."""
        self._strings: dict[int, dict[int, int]] = {}

    def strings(self, part: Stretch) -> dict[int, int]:
        """Return the ends of the strings of a physical line, by the offset of their opening marks."""
        found = self._strings.get(part.start)
        if found is None:
            found = self._strings[part.start] = string_ends(self.source.text, part.start, part.end)
        return found

    @cached_property
    def signs(self) -> frozenset[str]:
        """Return which of ``:``, ``=`` and *means* stand outside of strings on the first physical line."""
        return frozenset(self._signs_in(self.parts[0]))

    @cached_property
    def has_colon(self) -> bool:
        """Return whether a colon stands outside of strings on any of the physical lines."""
        return any(":" in self._signs_in(part) for part in self.parts)

    def _signs_in(self, part: Stretch) -> Iterator[str]:
        at = part.start
        while match := _sign_or_mark().search(self.source.folded, at, part.end):
            at = match.end()
            if match.group() in QUOTES:
                at = self.strings(part).get(match.start(), at)
            else:
                yield match.group() if match.group() in ":=" else "means"


@cache
def _sign_or_mark() -> re.Pattern[str]:
    return re.compile(f"[:={''.join(QUOTES)}]|{word_pattern('MEANS').pattern}", re.IGNORECASE)


class LineLexer(Lexer):
    """The lexer that the grammar is used with."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None:  # noqa: ANN401 -- the library's own interface
        """Take nothing from the grammar: the words come from the lexicon."""
        del conf
        self._known: dict[tuple[int, ...], frozenset[str]] = {}

    def _accepted(self, stack: tuple[int, ...], table: ParseTableBase[int]) -> frozenset[str]:
        """Return what can stand at a state of the parser; lines repeat each other, so most are known already."""
        known = self._known.get(stack)
        if known is None:
            known = frozenset(k for k in table.states[stack[-1]] if k.isupper() and _can_stand(k, stack, table))
            if len(self._known) < STATES_KEPT:
                self._known[stack] = known
        return known

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:  # noqa: ANN401 -- likewise
        """Yield the tokens of one line; a token's positions are offsets into the whole text."""
        line = lexer_state.text
        assert isinstance(line, LineInput)
        table = parser_state.parse_conf.parse_table
        first = True
        for index, part in enumerate(line.parts):
            if isinstance(part, Implied):
                accepted = self._accepted(tuple(parser_state.state_stack), table)
                line.read.append(Read(part.kind, part.start, part.end, accepted))
                yield Token(part.kind, part.text, part.start, None, None, None, None, part.end)
                first = False
                continue
            end = part.end
            if index == len(line.parts) - 1:
                # The full stop of 二、（三）1． belongs to the citation.
                while (
                    end > part.start
                    and line.source.folded[end - 1] in DECORATION + " \t"
                    and not _NUMBERED.search(line.source.folded[max(part.start, end - 8) : end])
                ):
                    end -= 1
            at = part.start
            while at < end:
                at = _BLANK.match(line.source.folded, at, end).end()  # type: ignore[union-attr]
                if at >= end:
                    break
                accepted = self._accepted(tuple(parser_state.state_stack), table)
                kind, behind = _token(line, part, at, end, accepted, first)
                line.read.append(Read(kind, at, behind, accepted))
                yield Token(kind, line.source.text[at:behind], at, None, None, None, None, behind)
                at, first = behind, False
        line.at_end = self._accepted(tuple(parser_state.state_stack), table)


def _can_stand(kind: str, stack: tuple[int, ...], table: ParseTableBase[int]) -> bool:
    """Return whether the parser would take ``kind`` now: its row of the table alone promises too much.

    Only states are followed; nothing is built.
    """
    left = list(stack)
    while kind in table.states[left[-1]]:
        action, argument = table.states[left[-1]][kind]
        if action is Shift:
            return True
        if argument.expansion:
            del left[-len(argument.expansion) :]
        left.append(table.states[left[-1]][argument.origin.name][1])
    return kind == "$END" and left[-1] in table.end_states.values()


def _token(line: LineInput, part: Stretch, at: int, end: int, accepted: frozenset[str], first: bool) -> tuple[str, int]:
    """Return the kind of the token at ``at`` and where it ends, preferring what is accepted."""
    source = line.source
    folded = source.folded
    if not folded[at].isprintable():
        return "UNPRINTABLE", at + 1
    if source.text[at] in QUOTES:
        behind = line.strings(part).get(at, end + 1)
        if behind <= end:
            hidden = _DIRECTION.search(folded, at, behind)
            return ("UNPRINTABLE", behind) if hidden else ("STRING", behind)
        return "UNTERMINATED", end
    if "CITE" in accepted and (match := CITATION.match(folded, at, end)):
        return "CITE", match.end()
    if "TITLE" in accepted and folded[at] not in ",、(":
        return ("UNPRINTABLE" if _DIRECTION.search(folded, at, end) else "TITLE"), end
    kind = _PUNCTUATION.get(folded[at])
    # One word begins with a bracket: （含）以内.
    found = _best(line, at, end, accepted, first) if kind in (None, "LPAR") else None
    if found:
        return found
    if kind:
        return kind, at + 1
    if "NAME" in accepted and (behind := name_end(folded, at, end)) > at:
        return "NAME", behind
    return _unexpected(line, at, end)


def _best(line: LineInput, at: int, end: int, accepted: frozenset[str], first: bool) -> tuple[str, int] | None:
    """Return the longest word or the first quantity that can stand here."""
    folded = line.source.folded
    best: tuple[str, int] | None = None
    for id, pattern in _words(accepted, folded[at]):
        match = pattern.match(folded, at, end)
        if match and (best is None or match.end() > best[1]) and not (first and _is_name_after_all(line, id)):
            best = (id, match.end())
    for kind, pattern in _figures(accepted, folded[at]):
        match = pattern.match(folded, at, end)
        if match and (best is None or match.end() > best[1]):
            # Where an item can stand too, 一类人员 is a name and only 4类： is a count.
            if kind == "COUNT" and "NOT" in accepted and not _COLON.match(folded, match.end(), end):
                continue
            return kind, match.end()
    return best


def _is_name_after_all(line: LineInput, id: str) -> bool:
    """Return whether a line's opening word only begins a name: with a colon it is a clause, 资助对象包括 defines."""
    role = lexicon()[id].role
    if role not in ("line", "facet"):
        return False
    # What a word says at the head of a line is not undone by a line that a stray comma has joined to it.
    if ":" in line.signs or (role == "facet" and line.has_colon):
        return id != "REQUIRES"
    return "means" in line.signs or ("=" in line.signs and id not in ("GIVEN", "EXPECT", "VALUE"))


def _unexpected(line: LineInput, at: int, end: int) -> tuple[str, int]:
    """Return the most likely token where nothing that could stand here was found."""
    folded = line.source.folded
    for kind, pattern in _figures(None, folded[at]):
        if match := pattern.match(folded, at, end):
            return kind, match.end()
    best: tuple[str, int] | None = None
    for id, pattern in _words(frozenset(lexicon()), folded[at]):
        match = pattern.match(folded, at, end)
        if match and (best is None or match.end() > best[1]):
            best = (id, match.end())
    behind = name_end(folded, at, end)
    if best and best[1] >= behind:
        return best
    if behind > at:
        return "NAME", behind
    number = _BARE_NUMBER.match(folded, at, end)
    return ("BARE_NUMBER", number.end()) if number else ("STRAY", at + 1)
