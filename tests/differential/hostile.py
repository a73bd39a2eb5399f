"""Claims that look for trouble: amounts a fen around every line, caps used up, names in every spelling, days that meet.

Everything follows from one seed. Cells come as their authors write them (`written`) and with the canonical Chinese
names that the hand-written settlements read (`plain`); the two never differ in meaning.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from differential.hand_common import Settled

Cells = dict[str, object]
Settle = Callable[[Iterable[Cells]], Settled]


class Spellings(NamedTuple):
    """Every accepted name of each concept, by kind and canonical Chinese name."""

    of: dict[tuple[str, str], tuple[str, ...]]

    def any(self, random: Random, kind: str, name: str) -> str:
        """Return some accepted name."""
        return random.choice(self.of[kind, name])


class Document(NamedTuple):
    """What the claims of one document are made of."""

    policy: str
    settle: Settle
    first_days: tuple[date, ...]  # days to stand on and around
    years: tuple[int, ...]
    people: tuple[str, ...]
    strangers: tuple[str, ...]
    care: tuple[str, ...]
    diseases: tuple[str, ...]
    needed_marks: tuple[str, ...]
    other_marks: tuple[str, ...]
    plans: tuple[str, ...]
    lines: tuple[int, ...]  # fen: deductibles, thresholds, caps
    percents: tuple[int, ...]
    ordered: bool = True  # whether the document says which of several identities that come to the same is named


class Claim(NamedTuple):
    """One claim twice: for the hand-written settlement and for the file."""

    plain: Cells
    written: Cells


PAYERS = ("paid_basic", "paid_critical_illness", "paid_supplementary", "paid_commercial")
LARGEST = 20_000_000


def claims_for(document: Document, spellings: Spellings, seed: str, count: int) -> list[Claim]:
    """Return about ``count`` claims of many persons, in no order."""
    random = Random(f"{document.policy} {seed}")
    result: list[Claim] = []
    while len(result) < count:
        result += _person(document, spellings, random, f"P{len(result)}")
    random.shuffle(result)
    return result


def as_jsonl(claims: Iterable[Claim]) -> str:
    """Return a file of JSON Lines."""
    return "".join(json.dumps(claim.written, ensure_ascii=False) + "\n" for claim in claims)


def as_csv(claims: Sequence[Claim], random: Random) -> str:
    """Return a CSV file; several names in a cell are separated by semicolons or are a JSON array."""
    columns = sorted({column for claim in claims for column in claim.written})
    random.shuffle(columns)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for claim in claims:
        row = dict(claim.written)
        for column, value in row.items():
            if isinstance(value, list):
                row[column] = ";".join(value) if random.random() < 0.7 else json.dumps(value, ensure_ascii=False)
        writer.writerow(row)
    return out.getvalue()


def has_periods(claim: Claim) -> bool:
    """Return whether a category carries its days, which CSV cannot say."""
    return any(isinstance(each, dict) for each in names_in(claim))


def names_in(claim: Claim) -> list[object]:
    """Return the entries of a claim's categories."""
    categories = claim.written.get("categories")
    return categories if isinstance(categories, list) else []


def _person(document: Document, spellings: Spellings, random: Random, person: str) -> list[Claim]:
    """Return the claims of one person. Each new amount knows what the earlier ones have used up."""
    own = _identities(document, random)
    year = random.choice(document.years)
    day = random.choice(
        [*document.first_days, date(year, 1, 1), date(year, random.randint(1, 12), random.randint(1, 28))]
    )
    day += timedelta(random.choice((-1, 0, 0, 0, 1)))
    greedy = random.random() < 0.4  # few claims of great amounts use up a cap quickly
    result: list[Claim] = []
    for number in range(random.choice((1, 2, 3, 5, 8, 12))):
        day = _next_day(random, day)
        plain: Cells = {"claim": f"{person}-{number}", "person": person, "date": day.isoformat()}
        held = own if random.random() < 0.8 else _identities(document, random)
        plain["categories"] = [_period(random, name, day) if random.random() < 0.15 else name for name in held]
        if random.random() < 0.12:
            _enrol(document, random, plain)
        else:
            _visit(document, random, plain)
            used = document.settle([*(claim.plain for claim in result)]) if random.random() < 0.4 else {}
            _money(document, random, plain, used, greedy)
        result.append(Claim(plain, _written(spellings, random, plain)))
    return result


def _identities(document: Document, random: Random) -> list[str]:
    some = [*document.people] * 4 + [*document.strangers]
    return list(dict.fromkeys(random.choice(some) for _ in range(random.choice((1, 1, 1, 1, 2, 2, 3, 0)))))


def _next_day(random: Random, day: date) -> date:
    step = random.choice(("same", "same", "next", "weeks", "new year", "eve"))
    if step == "new year":
        return date(day.year + 1, 1, 1)
    if step == "eve":
        return max(day, date(day.year, 12, 31))
    return day + timedelta({"same": 0, "next": 1, "weeks": random.randint(2, 40)}[step])


def _period(random: Random, name: str, day: date) -> Cells:
    around = [day + timedelta(step) for step in (-30, -1, 0, 1, 30)]
    first, last = sorted(random.choice(around) for _ in range(2))
    entry: Cells = {"category": name}
    if random.random() < 0.7:
        entry["from"] = first.isoformat()
    if random.random() < 0.7:
        entry["to"] = last.isoformat()
    return entry


def _enrol(document: Document, random: Random, plain: Cells) -> None:
    tier_1 = random.choice((1, 10, 15, 25, 35, 150_00, 280_00, 400_00, 399_99, random.randint(1, 80_000)))
    plan = random.choice(document.plans)
    premium = tier_1 if plan == "居民医保一档" else random.choice((tier_1 - 1, tier_1, tier_1 + 1, tier_1 * 2))
    plain |= {"kind": "enrolment", "plan": plan, "premium": yuan(premium), "premium_tier_1": yuan(tier_1)}
    if random.random() < 0.5:
        plain["age"] = random.choice((17, 18, 59, 60, 61))
    if random.random() < 0.5:
        plain["disability_grade"] = random.choice((1, 2, 3, 4))


def _visit(document: Document, random: Random, plain: Cells) -> None:
    plain["care"] = "住院" if random.random() < 0.5 else random.choice(document.care)
    if random.random() < 0.88:
        plain["level"] = random.choice((1, 2, 3, 3))
    several = random.choice((0, 1, 1, 1, 2, 3))
    plain["diseases"] = list(dict.fromkeys(random.choice(document.diseases) for _ in range(several)))
    marks = [mark for mark in document.needed_marks if random.random() < 0.88]
    plain["marks"] = marks + [mark for mark in document.other_marks if random.random() < 0.08]
    if random.random() < 0.75:
        plain["age"] = random.choice((6, 17, 59, 60, 79, 80, 81))
    if random.random() < 0.6:
        plain["disability_grade"] = random.choice((1, 2, 3, 4))


def _money(document: Document, random: Random, plain: Cells, used: Settled, greedy: bool) -> None:
    base = _base(document, random, used, greedy)
    if random.random() < 0.25:  # a line on the cost before insurance
        in_scope = max(base, random.choice(document.lines) + random.choice((-1, 0, 1)))
    else:
        in_scope = base + random.choice((0, base, random.randint(0, 3_000_000)))
    paid = dict.fromkeys(PAYERS, 0)
    rest = in_scope - base
    counted = PAYERS[: random.choice((1, 2, 2, 3))]
    for payer in counted:
        part = rest if payer == counted[-1] else random.randint(0, rest)
        paid[payer] += part
        rest -= part
    for payer in PAYERS:
        if random.random() < 0.1:
            paid[payer] = random.choice((0, min(1, in_scope), in_scope // 3, in_scope))
    plain["in_scope"] = yuan(in_scope)
    for payer, amount in paid.items():
        if amount or random.random() < 0.4:
            plain[payer] = yuan(amount)


def _base(document: Document, random: Random, used: Settled, greedy: bool) -> int:
    """An amount after insurance: on a line, where a share of it passes a line, with half a fen, or anywhere."""
    step = random.choice((-1, 0, 1))
    percent = random.choice(document.percents)
    line = random.choice(document.lines)
    paid = [record[2] for records in used.values() for record in records if record[2]]
    choice = random.random()
    if paid and choice < 0.35:  # what is left of a cap
        line -= sum(paid) if random.random() < 0.6 else random.choice(paid)
        return max(0, line * 100 // percent + step)
    if choice < 0.5:
        return max(0, line + step)
    if choice < 0.65:
        return max(0, line * 100 // percent + step)
    if choice < 0.8:  # odd numbers of fen, and those that end in 5
        return random.choice((1, 3, 5, 15, 25, 95, 105)) + 10 * random.randint(0, 300_000)
    return random.randint(0, LARGEST if greedy else 1_500_000)


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _written(spellings: Spellings, random: Random, plain: Cells) -> Cells:
    """The same claim as somebody may write it."""
    result: Cells = {}
    for column, value in plain.items():
        cell = value
        if column == "categories" and isinstance(value, list):
            cell = [_category(spellings, random, entry) for entry in value]
        elif column in ("diseases", "marks") and isinstance(value, list):
            cell = [spellings.any(random, column, name) for name in value]
            random.shuffle(cell)
        elif column in ("care", "plan"):
            cell = spellings.any(random, column, str(value))
        elif column == "level":
            cell = random.choice((value, str(value), spellings.any(random, column, str(value))))
        elif column.startswith(("in_scope", "paid_", "premium")):
            text = str(value)
            cell = random.choice((text, text.removesuffix("0") if "." in text else text, text.removesuffix(".00")))
        if cell not in ("", []) or random.random() < 0.5:
            result[column] = cell
    if random.random() < 0.3:
        result.setdefault("kind", "visit")
    columns = list(result)
    random.shuffle(columns)
    return {column: result[column] for column in columns}


def _category(spellings: Spellings, random: Random, entry: object) -> object:
    if isinstance(entry, dict):
        return entry | {"category": spellings.any(random, "categories", str(entry["category"]))}
    return spellings.any(random, "categories", str(entry))
