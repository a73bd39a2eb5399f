"""The groups of people, kinds of care and diseases a document speaks of, as named frozensets.

A group that is a class of the document gets the name of the class; one that several classes make up is written as their
union, in the order of the document; a single category needs no set.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.identifiers import Identifiers
from tiaowen.compiler.emit.python.literals import comment, text
from tiaowen.compiler.rules.model import Class, Policy

MOST_NAMED = 2
"""A union of more classes than this is numbered: its name would be longer than its members."""


@define
class Groups:
    """The sets used so far, each with its constant, and the lines that define them."""

    policy: Policy
    names: Identifiers
    citing: Citing
    lines: list[str] = field(factory=list)
    _constants: dict[tuple[str, frozenset[str]], str] = field(factory=dict)
    _words: dict[frozenset[str], str] = field(factory=dict)

    def name(self, id: str) -> str:
        """Return the names of a concept for a comment."""
        names = self.policy.names.get(id)
        return id if names is None else f"{names.zh} {names.en}"

    def people(self, atoms: frozenset[str]) -> str:
        """Return the constant for a group of atoms, defining it and the classes it consists of when first met."""
        key = ("people", atoms)
        if key not in self._constants:
            self._constants[key] = self._define_people(atoms)
        return self._constants[key]

    def words(self, atoms: frozenset[str]) -> str:
        """Return a short ASCII name of a group, to build the names of its figures from; empty if it has none."""
        if len(atoms) == 1:
            return next(iter(atoms))
        same = next((each for each in self.policy.classes if _members(each) == atoms), None)
        if same is not None:
            return same.id
        parts = self._parts(atoms)
        return "-and-".join(parts) if len(parts) <= MOST_NAMED else ""

    def members(self, kind: str, name: str, ids: Iterable[str]) -> str:
        """Return the constant for a set of kinds of care, diseases or categories, called after ``name``."""
        wanted = frozenset(ids)
        key = (kind, wanted)
        if key not in self._constants:
            constant = self.names.constant(kind, name, kind=kind or "set")
            self.lines += comment(self.name(name)) if name else []
            self.lines += [*self._set(constant, wanted), ""]
            self._constants[key] = constant
        return self._constants[key]

    def _define_people(self, atoms: frozenset[str]) -> str:
        own = next((each for each in self.policy.classes if _members(each) == atoms), None)
        if own is not None:
            constant = self.names.constant(own.id, kind="class")
            self.lines += comment(f"{self._cited(own)}{self.name(own.id)}")
            self.lines += [*self._set(constant, atoms), ""]
            return constant
        parts = self._parts(atoms)
        whole = [each for each in self.policy.classes if each.id in parts and len(_members(each)) > 1]
        if not whole:
            constant = self.names.constant(self.words(atoms))
            self.lines += comment("、".join(map(self._zh, parts)))
            self.lines += [*self._set(constant, atoms), ""]
            return constant
        operands = [self.people(_members(each)) for each in whole]
        rest = atoms.difference(*map(_members, whole))
        constant = self.names.constant(self.words(atoms))
        union = " | ".join([*operands, *([self._literal(rest)] if rest else [])])
        self.lines += comment("、".join(map(self._zh, parts)))
        self.lines += [f"{constant} = {union}", ""]
        return constant

    def _parts(self, atoms: frozenset[str]) -> list[str]:
        """Return the classes and single categories that make up a group: the largest classes first."""
        left, found = set(atoms), set[str]()
        for each in sorted(self.policy.classes, key=lambda each: -len(_members(each))):
            if _members(each) and _members(each) <= left:
                left -= _members(each)
                found.add(each.id)
        order = [each.id for each in self.policy.classes if each.id in found]
        return order + [atom for atom in self.policy.atoms if atom in left]

    def _cited(self, own: Class) -> str:
        return f"{self.citing.text(own.cites)} " if own.cites else ""

    def _set(self, constant: str, ids: frozenset[str]) -> list[str]:
        if len(ids) <= 3:
            return [f"{constant} = {self._literal(ids)}"]
        rows = [f"    {text(each)},{self._beside(each)}" for each in sorted(ids)]
        return [f"{constant} = frozenset(", "    {", *(f"    {row}" for row in rows), "    }", ")"]

    def _zh(self, id: str) -> str:
        names = self.policy.names.get(id)
        return id if names is None else names.zh

    def _beside(self, id: str) -> str:
        names = self.policy.names.get(id)
        return f"  {comment(names.zh)[0]}" if names is not None else ""

    @staticmethod
    def _literal(ids: frozenset[str]) -> str:
        return f"frozenset({{{', '.join(text(each) for each in sorted(ids))}}})" if ids else "frozenset[str]()"


def _members(each: Class) -> frozenset[str]:
    """Return the atoms of a class whose membership needs no test; of another class nothing."""
    if any(box.tests or box.categories is None for box in each.boxes):
        return frozenset()
    return frozenset[str]().union(*(box.categories or () for box in each.boxes))
