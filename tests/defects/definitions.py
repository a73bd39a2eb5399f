"""Defects in what a document defines, lists, dates and names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from defects.clean import Clean, Told, told_of
from defects.defect import Defect, Injector
from tiaowen.compiler.resolve import FindText
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.tree import (
    For,
    InForce,
    Issued,
    Item,
    Language,
    Means,
    Name,
    NotComputed,
    PolicyLine,
    Refines,
    Region,
    RoundingLine,
    Text,
)

NOBODY = {Language.EN: "nobody in particular", Language.ZH: "某某人员甲"}
UNUSED = ("workers-in-accidental-hardship", "deep-hardship-workers", "accidental-hardship-workers")
CLASSES = ("class-4", "class-3", "people-in-hardship")
NO_HIGHER = "nowhere-2001"


def definitions(clean: Clean) -> Iterator[Means]:
    """Yield the definitions by a list of members."""
    for placed in clean.lines:
        if isinstance(placed.line, Means) and placed.line.items and placed.amends is None:
            yield placed.line


def with_means(clean: Clean, line: Means, new: Means) -> Defect:
    """Return a document in which a definition is another."""
    return Defect(clean.replaced(line.span, clean.written(new)), frozenset({clean.row(line)}))


def unknown_member(clean: Clean) -> Iterator[Defect]:
    for line in definitions(clean):
        if line.count is None:
            yield with_means(clean, line, evolve(line, items=(*line.items, Item(Name(NOBODY[clean.language])))))


def unused_class(clean: Clean) -> Iterator[Defect]:
    vocabulary = clean.compiled.resolver.vocabulary
    known = {each.id for each in clean.policy.classes} | set(clean.policy.atoms)
    heads = [c for id in CLASSES if id not in known and (c := vocabulary.find(id)) is not None]
    members = [c for id in UNUSED if id not in known and (c := vocabulary.find(id)) is not None]
    if heads and members:
        added = Means((Name(heads[0].get(clean.language) or ""),), (Item(Name(members[0].get(clean.language) or "")),))
        for line in list(definitions(clean))[:1]:
            yield Defect(clean.before(line, clean.written(added)), frozenset({clean.row(line)}))


def left_to_words(clean: Clean) -> Iterator[Defect]:
    """A remark that the meaning of a class of recipients is for others to say."""
    vocabulary = clean.compiled.resolver.vocabulary
    matter = vocabulary.find("meaning")
    recipients = {each.id for each in clean.policy.classes if each.recipients}
    for line in definitions(clean):
        ids = {c.id for head in line.heads if (c := vocabulary.find(head.text)) is not None}
        if matter is not None and ids & recipients and _numbered(clean, line):
            words = Text(zh="由各地自行认定，没有数额", en="Each place decides; no figure is given")
            added = NotComputed(Name(matter.get(clean.language) or ""), words)
            yield Defect(clean.before(line, clean.written(added)), frozenset({clean.row(line)}))


def _numbered(clean: Clean, line: Means) -> bool:
    placed = next(each for each in clean.lines if each.line is line)
    return placed.heading is not None and any(each.citation.numbers for each in placed.heading.cites)


def cycle(clean: Clean) -> Iterator[Defect]:
    """A class among its own members' members."""
    lines = list(definitions(clean))
    by_head = {head.text: line for line in lines for head in line.heads}
    for line in lines:
        for item in line.items:
            inner = by_head.get(item.name.text)
            if inner is not None and inner is not line and inner.count is None and not item.negated:
                defect = with_means(clean, inner, evolve(inner, items=(*inner.items, Item(line.heads[0]))))
                yield evolve(defect, lines=frozenset({clean.row(line), clean.row(inner)}))


def wrong_count(clean: Clean) -> Iterator[Defect]:
    for line in definitions(clean):
        if len(line.items) > 1:
            counted = line.count if line.count is not None else len(line.items)
            yield with_means(clean, line, evolve(line, count=counted + 3))


def twice(clean: Clean) -> Iterator[Defect]:
    for line in definitions(clean):
        if line.count is None and not clean.refines:
            yield with_means(clean, line, evolve(line, items=(*line.items, line.items[0])))


# ── higher documents and dates ──


def no_higher(clean: Clean) -> Iterator[Defect]:
    for placed in clean.lines:
        if isinstance(placed.line, Refines):
            more = evolve(placed.line, policies=(*placed.line.policies, Name(NO_HIGHER)))
            yield Defect(clean.replaced(placed.line.span, clean.written(more)), frozenset({clean.row(placed.line)}))
            return
    for placed in clean.lines:
        if isinstance(placed.line, Region | Issued):
            added = clean.written(Refines((Name(NO_HIGHER),)))
            yield Defect(clean.before(placed.line, added), frozenset({clean.row(placed.line)}))
            return


def no_date(clean: Clean) -> Iterator[Defect]:
    dated = [p.line for p in clean.compiled.placed.lines if isinstance(p.line, Issued | InForce) and p.origin is None]
    doubted = any(p.doubt is not None and isinstance(p.line, InForce) for p in clean.compiled.placed.lines)
    counted = any("days" in repr(line) and getattr(line, "days", None) for line in dated)
    if dated and not doubted and not counted and not clean.refines:
        first = next(p.line for p in clean.compiled.placed.lines if isinstance(p.line, PolicyLine))
        yield Defect(clean.without(*dated), frozenset({clean.row(first)}))


def unrounded(clean: Clean) -> Iterator[Defect]:
    """The document as it is, or without its lines on rounding, beside one that says how payments are rounded."""
    stated = [p.line for p in clean.lines if isinstance(p.line, RoundingLine)]
    scopes = [p.line for p in clean.compiled.placed.lines if isinstance(p.line, For) and p.origin is None]
    rated = any(benefit.kind == "visit" and benefit.facet("ratio") for benefit in clean.policy.benefits)
    rows = frozenset(clean.row(p.line) for p in clean.compiled.placed.lines if p.benefits and p.origin is None)
    if stated:
        yield Defect(clean.without(*stated), rows, clean.text)
    elif scopes and rated:
        added = clean.in_language("rounding: half up to the fen\n").strip()
        mended = clean.text
        for line in sorted(scopes, key=lambda each: -each.span.start):
            mended = mended[: line.span.end] + "\n  " + added + mended[line.span.end :]
        yield Defect(clean.text, rows, mended)


def expired(clean: Clean) -> Iterator[Defect]:
    """A last day, looked at from the day after it."""
    end = date(2030, 12, 31)
    if clean.policy.end is None and (clean.policy.start or date.min) < end and clean.last_article():
        text, rows = clean.appended(clean.in_language("expires 2030-12-31\n"))
        yield Defect(text, rows | clean.last_article())


def looked_at_late(clean: Clean, text: str, find: FindText | None = None) -> tuple[Told, ...]:
    """Return what is told of a document for the first day of 2031."""
    return told_of(compile_text(text, clean.name, find=find or clean.find), date(2031, 1, 1))


def late(clean: Clean) -> tuple[Told, ...]:
    """Return what is told of a document as it is, for the first day of 2031."""
    return told_of(clean.compiled, date(2031, 1, 1))


ADDED = {"TW410": "the document above it lets nobody be added to the class"}
ROUND = dict.fromkeys(
    ("TW101", "TW104"), "who is in a class within itself is not known, and who is left to others neither"
)
UNDATED = {"TW101": "there are days before the first on which a clause is valid"}


def of_other_matters(clean: Clean) -> tuple[Told, ...]:
    """Return what is told of a document as it is, but for the defect itself, which may be there."""
    return tuple(each for each in clean.told if each.id != "TW217")


INJECTORS: tuple[Injector, ...] = (
    Injector("TW107", "somebody unknown among the members", unknown_member, ADDED),
    Injector("TW108", "a class of which no clause speaks", unused_class),
    Injector("TW110", "a class left to words", left_to_words),
    Injector("TW217", "no word on rounding", unrounded, base=of_other_matters),
    Injector("TW305", "a class within itself", cycle, ROUND),
    Injector("TW405", "a higher document that is not there", no_higher),
    Injector("TW501", "no date", no_date, UNDATED),
    Injector("TW503", "a last day, and the day after it", expired, look=looked_at_late, base=late),
    Injector("TW601", "a list said to be longer", wrong_count),
    Injector("TW602", "the first member again", twice),
)
"""What is changed in definitions, in the order of the ids."""
