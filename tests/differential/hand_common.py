"""What the three hand-written settlements share: amounts in whole fen, half up, and who holds what on a day.

The settlements beside this file were written from the printed documents alone, without the language or its engine:
plain tests and whole numbers, one function for one document. A claim is a mapping with the columns of the claims
file; names are the canonical Chinese ones.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

# benefit, status, amount in fen (None where nothing can be said), the category whose clause was applied
Record: TypeAlias = tuple[str, str, int | None, str | None]
Settled: TypeAlias = dict[str, list[Record]]
Claim: TypeAlias = Mapping[str, object]

PAID, ZERO, EXCLUDED, ELSEWHERE, UNDETERMINED = "paid", "zero", "excluded", "elsewhere", "undetermined"

INPATIENT = "inpatient-assistance"
OUTPATIENT = "outpatient-assistance"
SPECIAL = "special-disease-assistance"
LARGE = "large-expense-assistance"
TILTED = "tilted-assistance"
ENROLMENT = "enrolment-subsidy"

# Every kind of care that is outpatient care: the word 门诊 and what is said more closely.
OUTPATIENT_CARE = frozenset(
    {
        "门诊",
        "普通门诊",
        "门诊慢性病",
        "门诊特殊病",
        "门诊慢特病",
        "门诊大病",
        "门诊两病",
        "门诊急诊抢救",
        "院前急诊抢救",
        "谈判药品门诊保障",
        "门诊放化疗",
        "门诊透析",
        "门诊输血",
        "门诊抗排异治疗",
        "长期门诊治疗",
    }
)


def fen(value: object) -> int:
    """Yuan as written in a claim, in fen; nothing written is nothing paid."""
    if value is None or value == "":
        return 0
    yuan, _, rest = str(value).partition(".")
    return int(yuan) * 100 + (int(rest.ljust(2, "0")) if rest else 0)


def share(amount: int, percent: int) -> int:
    """A whole percentage of an amount; half a fen goes up (C-ROUND)."""
    return (amount * percent + 50) // 100


# A part is a part everywhere: the whole says less than the part that is also held.
PARTS = {
    "特困人员": frozenset({"城市三无人员", "农村五保对象"}),
    "纳入监测范围的农村易返贫致贫人口": frozenset({"边缘易致贫户", "脱贫不稳定户", "突发严重困难户"}),
}


def held(categories: object, day: str) -> set[str]:
    """The categories a person holds on a day; an entry may carry its first and last day."""
    result: set[str] = set()
    for entry in _items(categories):
        if isinstance(entry, str):
            result.add(entry)
        elif isinstance(entry, Mapping):
            first, last = entry.get("from") or "", entry.get("to") or "9999-12-31"
            if str(first) <= day <= str(last):
                result.add(str(entry["category"]))
    for whole, parts in PARTS.items():
        if whole in result and not result.isdisjoint(parts):
            result.discard(whole)
    return result


def names(values: object) -> set[str]:
    """A multi-valued cell as a set."""
    return {str(item) for item in _items(values)}


def amount_record(benefit: str, amount: int, category: str) -> Record:
    """What a benefit that applies comes to."""
    return (benefit, PAID if amount else ZERO, amount, category)


def alike(benefit: str, status: str) -> Record:
    """A benefit that pays nothing, or of which nothing can be said."""
    return (benefit, status, 0 if status == EXCLUDED else None, None)


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """A person's year runs by date, and within a day by the order in the file (the sort is stable)."""
    return sorted(claims, key=_day)


def agreed(benefits: Iterable[str], versions: list[dict[str, Record]]) -> dict[str, Record]:
    """A fact is unknown and the claim was settled under each value it may have: what does not depend on it stands."""
    result = {}
    for benefit in benefits:
        first = versions[0][benefit]
        same = all(version[benefit][1:3] == first[1:3] for version in versions)
        result[benefit] = first if same else alike(benefit, UNDETERMINED)
    return result


def _items(values: object) -> Iterable[object]:
    return values if isinstance(values, (list, tuple, set, frozenset)) else ()


def _day(claim: Claim) -> str:
    return str(claim["date"])
