"""Which columns a claims file may have and what their cells mean."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from enum import Enum

from attrs import frozen

from tiaowen.compiler.claims.model import ExtraNames
from tiaowen.compiler.vocabulary import Vocabulary, name_key

FIXED = (
    "claim", "kind", "person", "family", "region", "date", "categories", "care", "level", "diseases", "marks", "plan",
    "year",
)  # fmt: skip
"""The columns that every claims file may have, whatever the policy. Who was where matters to a register only."""

CHINESE = {
    "编号": "claim",
    "费用编号": "claim",
    "类型": "kind",
    "人员": "person",
    "人员编号": "person",
    "家庭": "family",
    "家庭编号": "family",
    "地区": "region",
    "日期": "date",
    "结算日期": "date",
    "对象类别": "categories",
    "救助对象类别": "categories",
    "就医类型": "care",
    "医院等级": "level",
    "病种": "diseases",
    "标识": "marks",
    "险种": "plan",
    "年度": "year",
}
"""What a header may call these columns in Chinese. Other columns go by the names that the vocabulary has for them."""

SETTLEMENT, ENROLMENT = "settlement", "enrolment-payment"
"""The events whose day is that of the claim: of every claim, and of an enrolment."""
ADMISSION_DAY, DISCHARGE_DAY = "admission_date", "discharge_date"
CARE_DAYS = ("expense_date", "treatment_date", "diagnosis_date", ADMISSION_DAY, DISCHARGE_DAY)
"""The days of the care itself: none is after the settlement."""

MONEY = (
    "in_scope",
    "paid_basic",
    "paid_critical_illness",
    "paid_supplementary",
    "paid_commercial",
    "premium",
    "premium_tier_1",
)
"""Amounts that the exchange format itself knows; the vocabulary adds others."""

COUNTED = frozenset(
    {
        "age",
        "disability-grade",
        "household-size",
        "residence-months",
        "days-in-hospital",
        "number-of-admissions",
        "overspend-rate",
    }
)
"""The facts of the vocabulary that are not amounts of money."""

BOUNDS = {"age": (0, 150), "disability_grade": (1, 10)}
"""What a person can be; a number outside is a column that slipped."""


class Meaning(Enum):
    """How the cells of a column are read."""

    FIXED = "fixed"
    MONEY = "money"
    COUNT = "count"
    DATE = "date"


@frozen
class Column:
    """A column by the name the engines use."""

    name: str
    meaning: Meaning


@frozen(eq=False)
class Columns:
    """The columns known for one run."""

    _by_key: Mapping[str, Column]
    meaning: Mapping[str, Meaning]
    """By the name the engines use."""
    payers: frozenset[str]
    """The columns of what an insurer paid: none can be more than the in-scope amount."""

    @classmethod
    def of(cls, vocabulary: Vocabulary, extra: ExtraNames) -> Columns:
        """Return the columns for a vocabulary and what a policy adds."""
        by_key: dict[str, Column] = {}
        payers = {name for name in MONEY if name.startswith("paid_")}
        for concept in vocabulary.of_kind("fact", "parameter", "payer"):
            if concept.kind == "payer":
                if concept.column is None:
                    continue
                payers.add(concept.column)
            count = concept.id in COUNTED or concept.claim_column in extra.counts
            meaning = Meaning.COUNT if count else Meaning.MONEY
            column = Column(concept.claim_column, Meaning.FIXED if concept.claim_column in FIXED else meaning)
            names = concept.names if concept.kind != "payer" else ()
            for name in (concept.claim_column, *names):
                by_key[name_key(name)] = column
        by_key.update((name_key(name), Column(name, Meaning.COUNT)) for name in extra.counts)
        by_key.update((name_key(name), Column(name, Meaning.MONEY)) for name in (*extra.money, *MONEY))
        by_key.update((name_key(name), Column(name, Meaning.DATE)) for name in extra.dates)
        by_key.update((name_key(name), Column(name, Meaning.DATE)) for name in _event_columns(vocabulary))
        by_key.update((name_key(name), Column(name, Meaning.FIXED)) for name in FIXED)
        for name, fixed in CHINESE.items():  # a name that a vocabulary gives to something else stays with it
            by_key.setdefault(name_key(name), Column(fixed, Meaning.FIXED))
        meanings = {column.name: column.meaning for column in by_key.values()}
        return cls(by_key, meanings, frozenset(payers))

    def find(self, header: str) -> Column | None:
        """Return the column a header cell names: by column, or by any name of the fact."""
        return self._by_key.get(name_key(header))

    def near(self, header: str) -> str | None:
        """Return the column whose name differs least from a header cell, if one is near."""
        from_key = name_key(header[:80])
        names = {name_key(name): name for name in (*self.meaning, *CHINESE)}
        near = get_close_matches(from_key, names, n=1, cutoff=0.75)
        return names[near[0]] if near else None


def event_column(event: str) -> str:
    """Return the column with the day of an event: ``admission_date`` for ``admission``."""
    return f"{event.replace('-', '_')}_date"


def _event_columns(vocabulary: Vocabulary) -> list[str]:
    return [event_column(concept.id) for concept in vocabulary.of_kind("event") if concept.id != SETTLEMENT]
