"""Doubts: the places a result cites, and which readings of doubtful passages it rests on

A reading stands among the places that stem from it (`slices=by-slice`); READINGS are those of the document, in order.
Which of them a result rests on is kept as the bits of a number.
"""

from __future__ import annotations

from tiaowen.compiler.emit.python.runtime.cases import Benefit
from tiaowen.compiler.emit.python.runtime.claim import Articles, Outcome, Why
from tiaowen.compiler.emit.python.runtime.document import READINGS

CITED: dict[Articles, tuple[Articles, int]] = {}
SAID: dict[int, Why] = {0: ()}
BY_ITSELF = ("no recipient", "not covered", "undecided", "no figure", "no fact", "differ")
"""How the sentences begin of outcomes that no condition of the benefit took part in."""


def cited(places: Articles) -> tuple[Articles, int]:
    """Return each place once and without readings, and the readings."""
    found = CITED.get(places)
    if found is None:
        each = tuple(dict.fromkeys(places))
        bits = sum(1 << at for at, reading in enumerate(READINGS) if reading in each)
        found = CITED[places] = (tuple(place for place in each if place not in READINGS), bits)
    return found


def readings_of(benefit: Benefit, outcome: Outcome, earlier: dict[str, int]) -> int:
    """Return the readings that an outcome rests on beside its places; ``earlier`` are those of benefits before it."""
    bits = benefit.dated_by
    known = outcome.status in {"paid", "zero"}
    key, values = outcome.why[0]
    if outcome.status == "elsewhere" or (not known and key.startswith(BY_ITSELF)):
        return bits
    bits |= benefit.asked_by
    if known:
        bits |= benefit.costs_by
    for places in outcome.rests_on:
        found = CITED.get(places)
        bits |= found[1] if found is not None else cited(places)[1]
    for other in benefit.after if known else values[1:] if key == "earlier" else ():
        bits |= earlier.get(str(other), 0)
    return bits


def said_of(bits: int) -> Why:
    """Return what is to be said of readings."""
    found = SAID.get(bits)
    if found is None:
        found = SAID[bits] = tuple((f"reading {each}", ()) for at, each in enumerate(READINGS) if bits >> at & 1)
    return found
