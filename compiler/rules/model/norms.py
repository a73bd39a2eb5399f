"""Norms: what a document demands of lower documents, beside the figures that its rules leave open.

A floor, a ceiling or a delegated figure is a rule with the value :class:`Open`; what stands here is about several rules
at once, or about lists. None of it has an effect on settlement.
"""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.rules.model.cases import Box
from tiaowen.dsl.tree import Citation, Strength


@frozen
class Rising:
    """The rates (or lump sums) of ``facet`` must not fall as the expense rises. No ``benefits``: of every benefit."""

    facet: str
    benefits: tuple[str, ...]
    strength: Strength | None
    cites: tuple[Citation, ...]


@frozen
class Ordered:
    """``facet`` must be more for each of the people ``above`` than for each of those ``below``, in the same case.

    ``above`` and ``below`` are the ids that the document names, the boxes who they are. No ``benefits``: every benefit.
    """

    facet: str
    benefits: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    above_boxes: tuple[Box, ...]
    below_boxes: tuple[Box, ...]
    strength: Strength | None
    cites: tuple[Citation, ...]


@frozen
class Extension:
    """A lower document may add to the list or class ``extends``: ``least`` to ``most`` entries, or the ``members``."""

    extends: str
    least: int | None
    most: int | None
    members: tuple[str, ...]
    cites: tuple[Citation, ...]


@frozen
class Delegation:
    """The lists or classes ``names`` are defined by an authority; with the strength *may*, they can be."""

    names: tuple[str, ...]
    by: tuple[str, ...]
    strength: Strength | None
    cites: tuple[Citation, ...]


Norm = Rising | Ordered | Extension | Delegation
