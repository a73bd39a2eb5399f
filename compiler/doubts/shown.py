"""Claims and what they come to, as they are shown: a claim in words or in the columns of a claims file.

Takes a claim and the policy whose names it uses. Left to others: which claims are shown (``weigh``).
"""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.claims import Visit
from tiaowen.compiler.claims.money import yuan
from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.doubts.model import Came
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle.amounts import grouped
from tiaowen.compiler.settle.words import Words
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Language

Cell = str | int | list[str]

# Each entry: English, Chinese.
_STATUS = {
    Status.UNDETERMINED: ("undetermined", "不能确定"),
    Status.ELSEWHERE: ("governed elsewhere", "按其他文件执行"),
    Status.EXCLUDED: ("nothing", "不予救助"),
    None: ("no record", "无结果"),
}
_WORDS = {
    "enrolment": ("enrolment", "参保缴费"),
    "fund-year": ("fund year {year}", "{year}年基金年度"),
    "level": ("level {level}", "{level}级医疗机构"),
    "family": ("family {family}", "家庭{family}"),
    "person": ("person {person}", "人员{person}"),
}


class Shown:
    """Shows the claims of one policy in one language."""

    def __init__(self, policy: Policy, language: Language) -> None:
        """Take the names of a policy."""
        self.words = Words(policy, language)
        bases = [benefit.base for benefit in policy.benefits if benefit.base is not None]
        columns = [pair for base in bases for pair in zip(base.payer_columns, base.payers, strict=True)]
        shared = load_vocabulary().of_kind("fact", "parameter", "payer")
        self._columns = {concept.claim_column: concept.id for concept in shared} | dict(columns)

    def claim(self, visit: Visit) -> str:
        """Return a claim in one line."""
        return self.words.pick((" · ", " · ")).join(self._parts(visit))

    def _parts(self, visit: Visit) -> Iterator[str]:
        words, pick = self.words, self.words.pick
        if visit.kind == "fund-year":
            yield pick(_WORDS["fund-year"]).format(year=visit.year)
        else:
            yield visit.date.isoformat()
        if visit.kind == "enrolment":
            yield pick(_WORDS["enrolment"])
        if visit.family is not None:
            yield pick(_WORDS["family"]).format(family=visit.family)
            yield pick(_WORDS["person"]).format(person=visit.person)
        if visit.categories:
            yield words.names(held.category for held in visit.categories)
        yield from map(words.name, filter(None, (visit.care, visit.plan)))
        if visit.level is not None:
            yield pick(_WORDS["level"]).format(level=visit.level)
        yield from map(words.name, (*sorted(visit.diseases), *sorted(visit.marks)))
        yield from (f"{self._column(column)} {grouped(fen)}" for column, fen in sorted(visit.money.items()) if fen)
        yield from (f"{self._column(column)} {number}" for column, number in sorted(visit.facts.items()))

    def _column(self, column: str) -> str:
        return self.words.name(self._columns[column]) if column in self._columns else self.words.column(column)

    def came(self, came: Came) -> str:
        """Return what a benefit comes to."""
        if came.status in _STATUS and not came.fen:
            return self.words.pick(_STATUS[came.status])
        return self.words.money(came.fen)


def cells(visit: Visit) -> dict[str, Cell]:
    """Return a claim in the columns of a claims file, ready to be settled."""
    found: dict[str, Cell] = {"claim": visit.claim, "person": visit.person, "kind": visit.kind}
    if visit.kind == "fund-year":
        del found["person"]
        found["year"] = visit.year or visit.date.year
    else:
        found["date"] = visit.date.isoformat()
        found["categories"] = [held.category for held in visit.categories]
    for column, value in (("family", visit.family), ("care", visit.care or None), ("plan", visit.plan)):
        if value is not None:
            found[column] = value
    if visit.level is not None:
        found["level"] = visit.level
    if visit.diseases:
        found["diseases"] = sorted(visit.diseases)
    if visit.marks:
        found["marks"] = sorted(visit.marks)
    found.update({column: yuan(fen) for column, fen in sorted(visit.money.items())})
    return found | dict(sorted(visit.facts.items()))
