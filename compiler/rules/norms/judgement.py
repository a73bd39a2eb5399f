"""What a judgement is: a demand and a statement, each with its place, and how they go together."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from tiaowen.compiler.rules.model import Box, Rule


class Verdict(Enum):
    """How what a document states goes together with what a higher one says."""

    IMPLEMENTS = "implements"
    """It repeats a figure, keeps to a bound, or fills in what was left open."""
    NARROWS = "narrows"
    """It gives less than a floor allows."""
    EXCEEDS = "exceeds"
    """It gives more than a ceiling allows."""
    CONTRADICTS = "contradicts"
    """The higher document has decided otherwise."""
    DEVIATES = "in-principle-deviates"
    """It goes over a bound that holds in principle only."""
    UNDETERMINED = "undetermined"
    """It hangs on a figure that is not known, or the two do not count alike."""


@frozen
class Judgement:
    """One rule of a higher document, and one of the document itself about the same cases.

    For a norm about several rules of the document, ``norm`` is the other of the two rules that do not fit together.
    ``year`` is the year of claims in which a bound is broken, where it hangs on published figures, and ``missing`` the
    figure that would have to be known. ``from_fen`` and ``upto_fen`` delimit the expense at which two rates are wrong.
    """

    verdict: Verdict
    benefit: str
    norm: Rule
    own: Rule
    boxes: tuple[Box, ...]
    year: int | None = None
    missing: str | None = None
    from_fen: int | None = None
    upto_fen: int | None = None
