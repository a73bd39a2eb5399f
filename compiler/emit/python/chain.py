"""The rules of one facet as an ``if`` chain: the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.conditions import Conditions
from tiaowen.compiler.emit.python.logic import ALWAYS, NEVER, Expression
from tiaowen.compiler.rules.model import Box, Rule

STEP = "    "


@frozen
class Branch:
    """A rule with its condition and what is done when that holds."""

    condition: Expression
    body: list[str]
    put_off: bool


def branches(
    rules: Sequence[Rule], write: Callable[[Rule], list[str]], conditions: Conditions, citing: Citing
) -> list[Branch]:
    """Return the branches of a chain; one is put off if it may ask although a later one may decide."""
    found: list[Branch] = []
    for at, rule in enumerate(rules):
        condition = conditions.boxes(rule.boxes, citing.constant(rule.cites))
        if condition == NEVER:
            continue
        # Once a question is put off, later ones are too: the first is the one to be asked.
        after_one = any(branch.put_off for branch in found)
        put_off = condition.asks and (after_one or any(may_meet(rule, later) for later in rules[at + 1 :]))
        found.append(Branch(condition, write(rule), put_off))
        if condition == ALWAYS:
            break
    return found


def chain(found: Sequence[Branch], otherwise: list[str]) -> list[str]:
    """Return the lines of a chain; ``otherwise`` is done when no rule holds."""
    if not found:
        return otherwise
    doubtful = any(branch.put_off for branch in found)
    lines = ["doubts = Doubts()"] if doubtful else []
    if doubtful:
        otherwise = ["doubts.ask()", *otherwise]
    for at, branch in enumerate(found):
        if branch.condition == ALWAYS:
            return [*lines, *(_under("else:", branch.body) if at else branch.body)]
        word = "elif" if at else "if"
        before, after = (f"{word} doubts.sure(lambda: ", "):") if branch.put_off else (f"{word} ", ":")
        lines += [*branch.condition.laid_out(before, after), *(STEP + line for line in branch.body)]
    return [*lines, *(_under("else:", otherwise) if otherwise else [])]


def _under(head: str, body: list[str]) -> list[str]:
    return [head, *(STEP + line for line in body)]


def may_meet(left: Rule, right: Rule) -> bool:
    """Tell whether a case may lie in both rules, as far as can be seen."""
    return any(_may_overlap(mine, other) for mine in left.boxes for other in right.boxes)


def _may_overlap(left: Box, right: Box) -> bool:
    pairs = (
        (left.categories, right.categories),
        (left.levels, right.levels),
        (left.plans, right.plans),
        (left.care, right.care),
    )
    if any(mine is not None and other is not None and not (set(mine) & set(other)) for mine, other in pairs):
        return False
    return not any(
        mine.condition == other.condition and mine.holds is not other.holds
        for mine in left.tests
        for other in right.tests
    )
