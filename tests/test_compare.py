"""Comparing the shipped documents: laws that hold for every pair, and the facts that are known of some."""

import json
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import combinations, permutations
from pathlib import Path

import jsonschema
import pytest

from tiaowen.compiler.api import CompiledPolicy, compile_policy
from tiaowen.compiler.claims.model import Held
from tiaowen.compiler.compare import Change, Comparison, Effect, FailOn, Mode, compare, failing, severity, to_json
from tiaowen.compiler.compare.confirm import bill_for, undated, visit_of
from tiaowen.compiler.compare.context import context
from tiaowen.compiler.compare.effects import schedule_of
from tiaowen.compiler.compare.model import Restriction
from tiaowen.compiler.compare.situations import situations as every
from tiaowen.compiler.library import shipped_ids
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.quantities import yuan_two_decimals
from tiaowen.dsl.tree import Language

SHIPPED = tuple(sorted(shipped_ids()))
SETTLING = tuple(id for id in ("baoshan-2022", "kaizhou-2017", "yunyang-2023") if id in SHIPPED)
PAIRS = tuple(combinations(SHIPPED, 2))
BOTH_WAYS = tuple(permutations(SETTLING, 2))


@cache
def compiled(id: str) -> CompiledPolicy:
    return compile_policy(id)


def policy(id: str) -> Policy:
    return compiled(id).rules


@cache
def compared(left: str, right: str, at: int | None = None, only: str | None = None) -> Comparison:
    return compare(policy(left), policy(right), at=at, only=only)


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("id", SHIPPED)
def test_a_document_is_equal_to_itself(id: str) -> None:
    found = compared(id, id)
    assert {change.effect for change in found.changes} <= {Effect.EQ}
    assert all(change.left == change.right for change in found.changes)
    assert failing(found, FailOn.ANY) == ()


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parent.parent / "policies").rglob("*.en.policy")), ids=lambda file: file.stem
)
def test_a_translation_is_equal_to_its_original(file: Path) -> None:
    original = compile_policy(file.with_name(file.name.replace(".en.", "."))).rules
    found = compare(compile_policy(file).rules, original)
    assert {change.effect for change in found.changes} <= {Effect.EQ}


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_the_other_direction_is_the_mirror(left: str, right: str) -> None:
    there = Counter(key(change, mirrored=False) for change in compared(left, right).changes)
    back = Counter(key(change, mirrored=True) for change in compared(right, left).changes)
    assert there == back


def key(change: Change, *, mirrored: bool) -> tuple[object, ...]:
    sides, benefits, effect = [change.left, change.right], list(change.benefits), change.effect
    proof = (change.proof.max_gain, change.proof.max_loss) if change.proof else (None, None)
    if mirrored:
        sides, benefits, effect, proof = sides[::-1], benefits[::-1], effect.mirrored, proof[::-1]
    crossings = change.proof.crossings if change.proof else ()
    where = tuple(place(each, mirrored) for each in change.where)
    subject = change.benefit if change.facet is not None else ""
    return (subject, change.facet, change.who, where, *sides, *benefits, effect, proof, crossings)


def place(restriction: Restriction, mirrored: bool) -> tuple[str, tuple[str | int, ...]]:
    swap = {"left": "right", "right": "left"} if mirrored and restriction.dimension == "disease" else {}
    values = [swap.get(value, value) if isinstance(value, str) else value for value in restriction.values]
    return restriction.dimension, tuple(sorted(values, key=str))


@pytest.mark.parametrize(("left", "right"), BOTH_WAYS)
def test_every_witness_settles_to_its_amounts(left: str, right: str) -> None:
    found = compared(left, right)
    seen = 0
    for change in json_changes(found):
        shown = change["witness"]
        if isinstance(shown, dict):
            assert shown["settles"]
            for id, amount in ((left, shown["left"]), (right, shown["right"])):
                year = compiled(id).settle([shown["claim"]])
                assert yuan_two_decimals(round(year.total * 100)) == amount
            seen += 1
        if change["facet"] is None and change["effect"] in ("UP", "DOWN", "MIX", "IN", "OUT"):
            assert change["witness"] is not None
    assert seen


def json_changes(found: Comparison) -> list[dict[str, object]]:
    changes = json.loads(json.dumps(to_json(found)))["changes"]
    assert isinstance(changes, list)
    return [change for change in changes if isinstance(change, dict)]


@pytest.mark.parametrize(("left", "right"), BOTH_WAYS)
def test_the_engine_confirms_every_schedule(left: str, right: str) -> None:
    words = {change.reason.en for change in compared(left, right).changes if change.reason.en}
    assert not {text for text in words if "other amounts than the rules" in text}


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_json_follows_its_schema(left: str, right: str) -> None:
    schema = json.loads(files("tiaowen.compiler").joinpath("compare/diff.schema.json").read_text(encoding="utf-8"))
    for language in Language:
        data = json.loads(json.dumps(to_json(compared(left, right), language=language, mode=Mode.REVISE)))
        jsonschema.validate(data, schema)
        assert sum(data["summary"].values()) == len(data["changes"])


# ── what is known of the pairs ───────────────────────────────────────────────────────────────────────────────────

EXTREMELY_POOR = {"urban-three-no-persons", "rural-five-guarantee-persons"}


def situations(found: Comparison, who: Iterable[str], effect: Effect, **where: str | int) -> list[Change]:
    return [
        row
        for scene in found.scenes
        if scene.regular
        for row in scene.rows
        if row.effect is effect
        and set(who) <= set(row.who)
        and all(at(row, name, value) for name, value in where.items())
    ]


def at(row: Change, dimension: str, value: str | int) -> bool:
    return all(value in each.values for each in row.where if each.dimension == dimension)


def test_extremely_poor_people_cross_at_31818_between_kaizhou_and_yunyang() -> None:
    rows = situations(
        compared("kaizhou-2017", "yunyang-2023"), EXTREMELY_POOR, Effect.MIX, care="inpatient", disease="both"
    )
    assert rows
    for row in rows:
        assert row.proof is not None
        assert [crossing * 11 for crossing in row.proof.crossings] == [35_000_000]
        assert row.reason.en == "A pays more up to 31,818 yuan, B above"
        table = {point.self_pay: (point.left, point.right) for point in row.table}
        assert table[1_000_000] == (800_000, 700_000)
        assert table[5_000_000] == (4_000_000, 4_200_000)
        assert table[10_000_000] == (8_000_000, 8_750_000)


@pytest.mark.parametrize(
    ("who", "amounts"),
    [
        ("minimum-living-guarantee", (1_400_000, 1_470_000)),
        ("patients-impoverished-by-illness", (1_200_000, 1_380_000)),
    ],
)
def test_the_tilt_lifts_the_same_ratio(who: str, amounts: tuple[int, int]) -> None:
    found = compared("kaizhou-2017", "yunyang-2023")
    rows = situations(found, [who], Effect.UP, care="inpatient", disease="both")
    assert rows
    for row in rows:
        assert {point.self_pay: (point.left, point.right) for point in row.table}[2_000_000] == amounts


def test_ordinary_illness_in_yunyang_is_elsewhere_and_not_nothing() -> None:
    found = compared("kaizhou-2017", "yunyang-2023")
    rows = situations(found, ["minimum-living-guarantee"], Effect.UNDET, care="inpatient", disease="neither", level=3)
    assert rows
    for row in rows:
        assert row.right is not None
        assert row.right.standing.value == "elsewhere"
        assert {point.right for point in row.table} == {None}


def test_extremely_poor_people_cross_at_32051_between_baoshan_and_yunyang_in_2022() -> None:
    found = compared("baoshan-2022", "yunyang-2023", 2022)
    rows = situations(found, EXTREMELY_POOR, Effect.MIX, care="inpatient", disease="right")
    assert [row.reason.en for row in rows] == ["A pays more up to 32,051 yuan, B above"]
    # In 2022 neither document was in force, so no claim of that year settles to these amounts.
    assert {witness.settles for witness in rows[0].witnesses} == {False}


def test_the_figure_of_the_year_counts() -> None:
    crossings = {
        year: [
            crossing
            for row in situations(
                compared("baoshan-2022", "yunyang-2023", year),
                EXTREMELY_POOR,
                Effect.MIX,
                care="inpatient",
                disease="right",
            )
            if row.proof
            for crossing in row.proof.crossings
        ]
        for year in (2022, 2023, 2024)
    }
    assert [at[0] for at in crossings.values()] == sorted({at[0] for at in crossings.values()})
    shown = [change.left.text.en for change in compared("baoshan-2022", "yunyang-2023", 2023).facets if change.left]
    assert "10% of provincial disposable income (2,693.70) per year" in shown


def test_special_diseases_below_ordinary_aid_in_kaizhou() -> None:
    notes = [note for note in compared("kaizhou-2017", "yunyang-2023").notes if note.side == "left"]
    ends = {(who, note.high) for note in notes for who in note.who}
    assert ("minimum-living-guarantee", Fraction(6_000_000, 7)) in ends
    assert ("patients-impoverished-by-illness", Fraction(1_000_000)) in ends
    assert {note.low for note in notes} == {0}


def test_enrolment_of_the_minimum_living_guarantee_is_less_in_yunyang() -> None:
    (row,) = [
        change
        for change in compared("kaizhou-2017", "yunyang-2023").facets
        if change.facet == "subsidy" and change.effect is Effect.DOWN and "minimum-living-guarantee" in change.who
    ]
    assert row.left is not None
    assert row.right is not None
    assert (row.left.value, row.left.standing.value) == ("full", "stated")
    assert row.right.value.startswith("9/10")


def test_words_for_absence_stay_apart() -> None:
    standings = {
        view.standing.value
        for left, right in combinations(SETTLING, 2)
        for change in compared(left, right).facets
        for view in (change.left, change.right)
        if view is not None
    }
    assert standings >= {
        "elsewhere",
        "not-stated",
        "delegated",
        "no-such-benefit",
        "no-such-recipient",
        "not-covered",
        "none",
        "stated",
    }


# ── options ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_keeps_one_benefit() -> None:
    found = compared("kaizhou-2017", "yunyang-2023", None, "tilted-assistance")
    assert {change.benefit for change in found.facets} == {"tilted-assistance"}
    rows = [row for scene in found.scenes for row in scene.rows]
    assert rows
    assert all("tilted-assistance" in (*row.benefits[0], *row.benefits[1]) for row in rows)


def test_failing_and_severity() -> None:
    found = compared("kaizhou-2017", "yunyang-2023")
    assert failing(found, None) == ()
    assert {change.effect for change in failing(found, FailOn.DOWN)} <= {Effect.DOWN, Effect.OUT, Effect.MIX}
    assert len(failing(found, FailOn.DOWN)) < len(failing(found, FailOn.ANY))
    down = next(change for change in found.changes if change.effect is Effect.DOWN)
    assert severity(down, Mode.COMPARE) is None
    assert severity(down, Mode.REVISE) is Severity.ERROR


@pytest.mark.parametrize(("left", "right"), [("kaizhou-2017", "yunyang-2023")])
def test_everybody_of_a_row_is_paid_what_it_says(left: str, right: str) -> None:
    """The row is confirmed for one person; here each category of it settles a claim of its own."""
    found = context(policy(left), policy(right), 2023)
    engines = [prepare(undated(policy(id))) for id in (left, right)]
    for situation in every(found):
        for position, group in enumerate(found.people.groups):
            for engine, outcomes in zip(engines, (situation.left, situation.right), strict=True):
                schedule = schedule_of(outcomes[position], situation.bill)
                for self_pay in (123_456, 2_345_678):
                    visit = visit_of(group, situation.case, found.scope, self_pay, bill_for(self_pay, situation.bill))
                    assert visit.categories == (Held(group.id),)
                    (settled,) = engine.outcomes([visit])
                    unknown = [each for each in settled.outcomes if not each.known]
                    if schedule is None:
                        assert unknown
                    else:
                        paid = sum(each.fen for each in settled.outcomes)
                        assert not unknown
                        assert abs(paid - schedule(self_pay)) <= max(1, len(outcomes[position].pays))
