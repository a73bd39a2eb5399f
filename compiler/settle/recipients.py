"""Whom a benefit has to do with: the document's recipients, and whoever else a rule of the benefit is about.

Both are sets of cases, not names: of the disabled only the severely disabled may be recipients, of the members of
low-income families only the old. A recipient for whom the benefit has no rule is still one: what the document gives
him is not stated. Who is none gets nothing. Left to others: asking (``gate``), what follows from it (``engine``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from tiaowen.compiler.rules.model import Benefit, Box, Class, Policy, Test
from tiaowen.compiler.settle.cases import Answer, Case
from tiaowen.compiler.settle.causes import Cites
from tiaowen.compiler.settle.conditions import Preparer, ReadyBox, in_any

RECIPIENTS = "recipients"
"""The class that says who the recipients are, where the document has one."""


@frozen(eq=False)
class Concerned:
    """The people of a benefit: atoms that are among them whatever else, and atoms that are in some cases.

    ``cites`` says by atom what decides those cases, ``recipient_cites`` who the recipients are at all.
    """

    always: frozenset[str]
    sometimes: Mapping[str, tuple[ReadyBox, ...]]
    cites: Mapping[str, Cites]
    recipient_cites: Cites

    def include(self, case: Case) -> Answer:
        """Tell whether the case is that of one of these people."""
        if case.atom in self.always:
            return True
        boxes = self.sometimes.get(case.atom or "")
        return in_any(boxes, case) if boxes else False

    def decided_by(self, atom: str | None) -> Cites:
        """Return the citations of what decides whether somebody is one of them."""
        return self.cites.get(atom or "", self.recipient_cites)


def defining(policy: Policy) -> tuple[Class, ...]:
    """Return the classes that say who is a recipient: the one of that name, else all."""
    return tuple(item for item in policy.classes if item.id == RECIPIENTS) or policy.classes


def concerned_boxes(policy: Policy, benefit: Benefit) -> tuple[tuple[Box, Cites], ...]:
    """Return whom a benefit has to do with, each set of people with the citations of what names them.

    Everybody the document knows is a recipient where it defines none.
    """
    found = {box: item.cites for item in reversed(defining(policy)) for box in item.boxes}
    found = found or {Box(frozenset(policy.atoms)): ()}
    for rule in benefit.rules:
        for box in rule.boxes:
            found.setdefault(Box(box.categories, tests=box.tests), rule.cites)
    return tuple(found.items())


def concerned_by(policy: Policy, benefit: Benefit, preparer: Preparer) -> Concerned:
    """Make the people of a benefit ready."""
    everybody = frozenset({*policy.atoms, *([policy.outside] if policy.outside is not None else [])})
    named = concerned_boxes(policy, benefit)
    always = frozenset[str]().union(*(_atoms(box, everybody) for box, _ in named if not box.tests))
    sometimes: dict[str, tuple[ReadyBox, ...]] = {}
    cites: dict[str, Cites] = {}
    for box, source in named:
        for atom in _atoms(box, everybody) - always:
            sometimes[atom] = (*sometimes.get(atom, ()), preparer.box(box))
            cites[atom] = _each_once(cites.get(atom, ()), _definition(policy, atom, box.tests) or source)
    return Concerned(always, sometimes, cites, _each_once(*(item.cites for item in defining(policy))))


def _atoms(box: Box, everybody: frozenset[str]) -> frozenset[str]:
    return everybody if box.categories is None else box.categories & everybody


def _definition(policy: Policy, atom: str, tests: Sequence[Test]) -> Cites:
    """Return the citations of the narrowest definition that sets some of these conditions for an atom."""

    def sets(box: Box) -> bool:
        return box.tests != () and atom in (box.categories or ()) and set(box.tests) <= set(tests)

    found = [item for item in policy.classes if any(map(sets, item.boxes))]
    return min(found, key=_size).cites if found else ()


def _size(item: Class) -> int:
    return sum(len(box.categories or ()) for box in item.boxes)


def _each_once(*cites: Cites) -> Cites:
    return tuple(dict.fromkeys(cite for each in cites for cite in each))
