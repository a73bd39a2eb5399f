"""What a document says beside its benefits: statistics, tilts for insurers, funds, duties, remarks, lists, names."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from tiaowen.compiler.rules.model.cases import Box
from tiaowen.dsl.tree import Citation, Deadline, Language, Operator, Rounding, Strength, Text


@frozen
class Parameter:
    """A published statistic as used here: the figure of ``region`` for the year of the claim less ``lag`` years."""

    id: str
    statistic: str
    region: str
    lag: int | None
    publisher: str | None
    cites: tuple[Citation, ...]
    rounding: Rounding = Rounding.HALF_UP_FEN


@frozen
class Figure:
    """A published figure in fen, with its source; ``status`` is published, derived or unverified."""

    fen: int
    status: str
    source: str


@frozen
class Adjustment:
    """A tilt handed to an insurer's engine: ``facet`` reduced by a share, raised by points (a share), or lifted."""

    scheme: str
    facet: str
    reduced: Fraction | None
    raised: Fraction | None
    lifted: bool
    boxes: tuple[Box, ...]
    cites: tuple[Citation, ...]
    clause: int


@frozen
class FundBand:
    """Who bears the part of a deficit between two rates of the budget (``over`` exclusive, ``upto`` inclusive)."""

    over: Fraction
    upto: Fraction | None
    shares: tuple[tuple[str, Fraction], ...]
    cites: tuple[Citation, ...]


@frozen
class FundRule:
    """How a deficit is shared: its bands, by slice or by whole amount, and who steps in when a fund is exhausted."""

    id: str
    bands: tuple[FundBand, ...]
    whole: bool
    exhausted: tuple[tuple[str, Fraction], ...]
    exhausted_cites: tuple[Citation, ...]
    cites: tuple[Citation, ...]


@frozen
class FundLimit:
    """A yearly check: ``measure`` compared with a share of another quantity of the fund."""

    measure: str
    operator: Operator
    share: Fraction
    of: str
    strength: Strength | None
    cites: tuple[Citation, ...]


@frozen
class DutyRule:
    """What an authority has to do and by when; no effect on settlement."""

    actors: tuple[str, ...]
    action: Text
    deadline: Deadline | None
    cites: tuple[Citation, ...]


@frozen
class Remark:
    """A passage that computes nothing (``matter`` is a concept id), or a reading (``matter`` is ``reading``)."""

    matter: str
    text: Text
    cites: tuple[Citation, ...]


@frozen
class ChoiceRule:
    """One reading of a doubt: its ``lines`` in the canonical spelling of both languages, none if it is *no clause*."""

    name: str
    text: Text | None
    adopted: bool
    lines: tuple[Text, ...]


@frozen
class DoubtRule:
    """A passage that can be read in several ways, and the reading that the rules were compiled with.

    Whatever rests on it has citations with ``label`` as their ``reading``.
    """

    name: str
    text: Text
    choices: tuple[ChoiceRule, ...]
    chosen: str
    cites: tuple[Citation, ...]

    @property
    def label(self) -> str:
        """Return the doubt and the reading taken: ``slices=by-slice``."""
        return f"{self.name}={self.chosen}"

    @property
    def adopted(self) -> str:
        """Return the reading that the document's drafter adopted."""
        return next((choice.name for choice in self.choices if choice.adopted), self.chosen)


@frozen
class DiseaseList:
    """A list of diseases of the document."""

    id: str
    members: tuple[str, ...]
    stated_count: int | None
    cites: tuple[Citation, ...]


@frozen
class Names:
    """The printed names of a concept, and every accepted spelling of it."""

    zh: str
    en: str
    kind: str
    also: tuple[str, ...] = ()

    def get(self, language: Language) -> str:
        """Return the printed name in ``language``."""
        return self.zh if language is Language.ZH else self.en
