"""Words turned: a comparison into its opposite or its neighbour, a way of counting into the other one."""

from __future__ import annotations

from collections.abc import Iterator

from mutation.mutant import Mutant, replaced
from mutation.rows import Row

from tiaowen.dsl.language import Language
from tiaowen.dsl.lexicon import word

COMPARISONS: dict[str, tuple[str, ...]] = {
    "AT_LEAST": ("AT_MOST", "OVER"),
    "AT_MOST": ("AT_LEAST", "LESS"),
    "OVER": ("LESS", "AT_LEAST"),
    "LESS": ("OVER", "AT_MOST"),
    "WITHIN": ("BEYOND", "WITHIN_OPEN"),
    "WITHIN_OPEN": ("BEYOND_CLOSED", "WITHIN"),
    "BEYOND": ("WITHIN", "BEYOND_CLOSED"),
    "BEYOND_CLOSED": ("WITHIN_OPEN", "BEYOND"),
    "TO_CLOSED": ("TO",),
}
"""A comparison, and what it is turned into: the other direction; the same one with or without the bound itself."""

WAYS: dict[str, str] = {
    "ACROSS": "EACH",
    "EACH": "ACROSS",
    "SLICED": "WHOLE",
    "WHOLE": "SLICED",
    "PREVIOUS_YEAR": "CURRENT_YEAR",
    "CURRENT_YEAR": "PREVIOUS_YEAR",
    "BEST_OUTCOME": "BEST_CLASS",
    "BEST_CLASS": "BEST_OUTCOME",
    "PER_YEAR": "PER_VISIT",
    "PER_VISIT": "PER_YEAR",
    "PER_ADMISSION": "PER_YEAR",
    "PER_MONTH": "PER_YEAR",
    "GRANTED": "NOT_COVERED",
    "NOT_COVERED": "GRANTED",
    "FULL_SUBSIDY": "NOT_COVERED",
    "REDUCED": "RAISED",
}
"""A way of counting or deciding, and the other one."""


def comparisons(row: Row, text: str) -> Iterator[Mutant]:
    """Yield ``row`` with each comparison turned."""
    for token in row.tokens:
        for other in COMPARISONS.get(token.kind, ()):
            yield replaced("comparison", row, text, token.start, token.end, word(other, Language.ZH))


def ways(row: Row, text: str) -> Iterator[Mutant]:
    """Yield ``row`` with each way of counting turned into the other one."""
    for token in row.tokens:
        if token.kind in WAYS:
            yield replaced("way", row, text, token.start, token.end, word(WAYS[token.kind], Language.ZH))
