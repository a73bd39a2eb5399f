"""Lines of a document that are said once only, where a higher one says them too: which costs count, how caps add up.

The lower line holds wherever there are both; that it says something else is reported, unless it stands under an
amendment of the place. Lines that add up are left to :mod:`restrictions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, evolve, field, frozen

from tiaowen.compiler.resolve import Placed
from tiaowen.compiler.rules.findings import Once
from tiaowen.compiler.rules.norms.figures import compares
from tiaowen.compiler.rules.refine.amending import amends
from tiaowen.compiler.rules.refine.findings import InPrinciple, InPrincipleExplained, Narrowed, OtherLine, Words
from tiaowen.compiler.rules.refine.same import said
from tiaowen.compiler.rules.refine.standing import Standing
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.tree import Name, Operator, Strength

Key = tuple[str, ...]
"""What a line is about: the matter, the benefit (none: ``""``), and a further name."""

WHAT: Mapping[str, Words] = {
    "covers": ("What the benefit is for", "适用范围"),
    "counts": Once.BASE.value,
    "banded": Once.BANDED.value,
    "several": Once.SEVERAL.value,
    "event": Once.EVENT.value,
    "valid": Once.VALID.value,
    "rounding": Once.ROUNDING.value,
    "fund": ("Who bears a deficit", "超支的分担"),
    "insurance-year": Once.INSURANCE_YEAR.value,
    "pool": Once.POOL.value,
    "leaves-out": ("What this fact leaves out", "不计入的项目"),
    "basis": Once.YEAR.value,
    "limit": ("This limit", "这项限制"),
}


@define
class Lines:
    """Joins the lines of a lower document to those of the documents above it."""

    standing: Standing
    higher: Sequence[Placed]
    lower: Sequence[Placed]
    judged: bool
    """Whether what the lower document may not say is reported."""
    bases: dict[str, tree.Basis] = field(factory=dict)
    """What the lower document says of statistics that the higher ones use under names of their own."""

    def replaced(self) -> list[Placed]:
        """Return the higher lines without those that lines of the lower document take the place of."""
        own, theirs = self._by_key(self.lower), self._by_key(self.higher)
        gone: set[Key] = set()
        for key, lines in own.items():
            if key in theirs:
                self._judge(key, theirs[key], lines)
                gone.add(key)
        return [kept for p in self.higher if (kept := self._without(p, gone)) is not None]

    # ── what a line is about ──

    def _by_key(self, lines: Iterable[Placed]) -> dict[Key, list[Placed]]:
        found: dict[Key, list[Placed]] = {}
        for p in lines:
            for key in self._keys(p):
                found.setdefault(key, []).append(p)
        return found

    def _keys(self, p: Placed) -> Iterator[Key]:
        matter = _matter(p.line)
        match p.line:
            case tree.PoolLine(name=name):
                yield matter, "", self._id(name)
            case tree.LeavesOut(fact=name) | tree.Basis(statistic=name) | tree.Limit(measure=name):
                yield matter, "", self._id(name)
            case tree.InsuranceYear():
                yield matter, ""
            case _ if matter:
                yield from ((matter, self._id(name)) for name in p.benefits)
                if not p.benefits:
                    yield matter, ""

    def _id(self, name: Name) -> str:
        concept = self.standing.vocabulary.find(name.text)
        return concept.id if concept is not None else name.text

    def _without(self, p: Placed, gone: set[Key]) -> Placed | None:
        """Return a line for the benefits for which it still holds, None where for none."""
        keys = set(self._keys(p))
        if not keys & gone:
            return p
        if isinstance(p.line, tree.Basis):
            own = self.bases.get(self._id(p.line.statistic))
            return evolve(p, line=evolve(p.line, lag_years=own.lag_years, rounding=own.rounding)) if own else p
        matter = _matter(p.line)
        left = tuple(name for name in p.benefits if (matter, self._id(name)) not in gone)
        return evolve(p, benefits=left) if left else None

    # ── judging ──

    def _judge(self, key: Key, higher: Sequence[Placed], lower: Sequence[Placed]) -> None:
        """Report a line that says something else than the higher one, unless it amends it."""
        for p in lower:
            if isinstance(p.line, tree.Basis):
                self.bases[key[-1]] = p.line
        cites = tuple(dict.fromkeys(cite for p in higher for cite in p.cites()))
        first = lower[0]
        if amends(first, cites):
            self.standing.touch(first)
            return
        if not self.judged or self._sayings(higher) == self._sayings(lower):
            return
        place, second = self.standing.place(first.line.span), self.standing.place(higher[0].line.span)
        if key[0] == "covers" and self._within(higher, lower):
            self.standing.findings.append(
                Narrowed(
                    benefit=self.standing.name(key[1]), document=higher[0].origin or "", place=place, second=second
                )
            )
        elif not (key[0] == "limit" and self._stricter(higher[0].line, first.line)):
            what, article = _what(first.line), self.standing.article(cites)
            other = OtherLine(what=what, article=article, place=place, second=second)
            self.standing.findings.append(_as_binding(other, higher[0].line, bool(first.readings or first.doubt)))

    def _sayings(self, lines: Sequence[Placed]) -> frozenset[object]:
        vocabulary = self.standing.vocabulary
        out: set[object] = set()
        for p in lines:
            match p.line:
                case tree.Basis(lag_years=lag, rounding=rounding):
                    out.add((lag, rounding))
                case tree.Accumulates(across=True):
                    out.add((said(p.line, vocabulary), frozenset(self._id(name) for name in p.benefits)))
                case tree.Covers(items=items, except_=except_):
                    out.add(tuple(frozenset(said(item, vocabulary) for item in part) for part in (items, except_)))
                case _:
                    out.add(said(p.line, vocabulary))
        return frozenset(out)

    def _stricter(self, higher: tree.Line, lower: tree.Line) -> bool:
        """Return whether one limit of the fund lies within another: of the same quantity, and no wider."""
        if not isinstance(higher, tree.Limit) or not isinstance(lower, tree.Limit):
            return False
        a, b = higher.quantity, lower.quantity
        if higher.operator is not lower.operator or not isinstance(a, tree.PercentOf):
            return False
        floor = higher.operator in (Operator.AT_LEAST, Operator.OVER)
        within = Operator.AT_LEAST if floor else Operator.AT_MOST
        return isinstance(b, tree.PercentOf) and self._id(a.of) == self._id(b.of) and compares(b.share, within, a.share)

    def _within(self, higher: Sequence[Placed], lower: Sequence[Placed]) -> bool:
        """Return whether the lower document is plainly for a part of what the higher one is for."""
        theirs = [reach for p in higher if (reach := self._reach(p.line)) is not None]
        own = [self._reach(p.line) for p in lower]
        return all(reach is not None and any(reach.inside(whole) for whole in theirs) for reach in own)

    def _reach(self, line: tree.Line) -> _Reach | None:
        if not isinstance(line, tree.Covers):
            return None
        vocabulary = self.standing.vocabulary
        found: dict[str, frozenset[str]] = {}
        for item in line.items:
            named = vocabulary.find_item(item.name.text)
            if named is None or named[1] is not item.negated:
                return None
            kind = named[0].kind.removesuffix("-list")
            found[kind] = found.get(kind, frozenset()) | frozenset(vocabulary.descend(named[0].id))
        out = frozenset(said(item, vocabulary) for item in line.except_)
        return _Reach(found, out)


@frozen
class _Reach:
    """What a ``covers`` line is for: leaves by kind, and what it excepts."""

    leaves: Mapping[str, frozenset[str]]
    out: frozenset[object]

    def inside(self, whole: _Reach) -> bool:
        """Return whether all of it lies in another."""
        within = all(kind in self.leaves and self.leaves[kind] <= leaves for kind, leaves in whole.leaves.items())
        return within and whole.out <= self.out


def _matter(line: tree.Line) -> str:  # noqa: PLR0911 -- one matter for each form
    """Return what a line that is said once is about, ``""`` for any other line."""
    match line:
        case tree.Counts():
            return "counts"
        case tree.Covers():
            return "covers"
        case tree.Accumulates(facet=facet):
            return f"accumulates:{facet.value}"
        case tree.Banded():
            return "banded"
        case tree.Several():
            return "several"
        case tree.IdentityAsOf():
            return "event"
        case tree.Valid():
            return "valid"
        case tree.RoundingLine():
            return "rounding"
        case tree.FundRow():
            return "fund"
        case tree.InsuranceYear():
            return "insurance-year"
        case tree.PoolLine():
            return "pool"
        case tree.LeavesOut():
            return "leaves-out"
        case tree.Basis():
            return "basis"
        case tree.Limit():
            return "limit"
        case _:
            return ""


def _what(line: tree.Line) -> Words:
    if isinstance(line, tree.Accumulates):
        return Once.accumulation(line.facet.value).value
    return WHAT[_matter(line)]


def _as_binding(breach: Finding, higher: tree.Line, explained: bool) -> Finding:
    """Return a finding as the higher line binds: in principle only, it is a warning, or a remark if it is explained."""
    if not isinstance(higher, tree.Limit) or higher.strength is not Strength.IN_PRINCIPLE:
        return breach
    kind = InPrincipleExplained if explained else InPrinciple
    return kind(breach=breach, place=breach.place, second=breach.second)
