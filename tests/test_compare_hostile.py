"""Changes that are easily missed or told wrongly: each has its row, its right effect, and words that are true."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve
from small_documents import claim, inpatient, rules, settle

from tiaowen.compiler.compare import Change, Comparison, Effect, Mode, compare, render_text
from tiaowen.compiler.compare.report_points import nothing_told
from tiaowen.dsl.tree import Language

PLAIN = ("class 1: ratio 90%, no cap", "class 2: ratio 70%, cap 30,000 yuan", "class 3: ratio 60%, cap 20,000 yuan")
OTHERS = PLAIN[1:]
CARE = "for outpatient assistance:\n  covers chronic outpatient, special outpatient\n"
AFTER = "  counts in-scope expenses after basic medical insurance\n"


def compared(old: str, new: str, mode: Mode = Mode.COMPARE, at: int | None = 2023) -> Comparison:
    return compare(rules(old), rules(new), mode=mode, at=at)


def differing(comparison: Comparison) -> list[tuple[str | None, Effect]]:
    """Return every row of a clause that differs."""
    return [(row.facet, row.effect) for row in comparison.facets if row.left != row.right]


def situations(comparison: Comparison) -> Iterator[Change]:
    for scene in comparison.scenes:
        yield from scene.rows


# ── marks that only count together ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "marks", [("home-care need", "referred"), ("home-care need", "referred", "within the municipality")]
)
def test_a_figure_for_several_marks_at_once_is_no_dead_change(marks: tuple[str, ...]) -> None:
    lines = [f"class 1, {', '.join([*marks[:at], f'not {mark}'])}: ratio 90%" for at, mark in enumerate(marks)]
    new = inpatient("class 1: no cap", *lines, f"class 1, {', '.join(marks)}: ratio 100%", *OTHERS)
    found = compared(inpatient(*PLAIN), new)
    (row,) = [each for each in found.facets if each.left != each.right]
    (paid,) = [each for each in situations(found) if each.effect is not Effect.EQ]
    assert (row.facet, row.effect, paid.effect) == ("ratio", Effect.UP, Effect.UP)
    (witness,) = paid.witnesses
    assert dict(witness.cells)["marks"] == tuple(sorted(mark.replace(" ", "-") for mark in marks))


def test_marks_of_two_documents_that_no_situation_puts_together_are_not_called_without_effect() -> None:
    old = inpatient(
        "class 1: no cap", "class 1, home-care need: ratio 90%", "class 1, not home-care need: ratio 80%", *OTHERS
    )
    new = inpatient(
        "class 1: no cap",
        "class 1, referred: ratio 85%",
        "class 1, not referred, home-care need: ratio 90%",
        "class 1, not referred, not home-care need: ratio 80%",
        *OTHERS,
    )
    rows = {
        tuple(each.dimension for each in row.where if not str(each.values[0]).startswith("not ")): row.effect
        for row in compared(old, new).facets
        if row.left != row.right
    }
    assert rows == {("home-care-need", "referred"): Effect.DOWN, ("referred",): Effect.UP}


# ── what only a later claim, or a later year, shows ──────────────────────────────────────────────────────────────


def test_a_cap_for_each_kind_of_care_is_not_the_cap_for_all_of_them() -> None:
    base = inpatient(*PLAIN) + "Article 3\n" + CARE + AFTER
    rest = "  class 2, class 3: not covered\n"
    old = base + "  class 1: ratio 80%, cap 3,000 yuan\n" + rest
    each = "".join(f"  class 1, {care} outpatient: cap 3,000 yuan\n" for care in ("chronic", "special"))
    new = base + "  class 1: ratio 80%\n" + each + rest
    claims = [claim("orphans", 10_000, care=f"{care}-outpatient") for care in ("chronic", "special")]
    assert [settle(text, *claims)[1]["outpatient-assistance"] for text in (old, new)] == ["0.00", "3000.00"]
    found = compared(old, new)
    assert differing(found) == [("accumulates", Effect.UNDET)]
    (row,) = [row for row in found.facets if row.facet == "accumulates"]
    assert row.right is not None
    assert row.right.text.en == (
        "cap of outpatient assistance (chronic outpatient) by itself, "
        "cap of outpatient assistance (special outpatient) by itself"
    )
    assert row.right.text.zh == "门诊救助（门诊慢性病）单独计算限额，门诊救助（门诊特殊病）单独计算限额"
    assert differing(compared(new, new)) == []


LATER = (
    "class 1: no cap",
    "class 1: ratio 90%, valid from 2023-01-01 to 2024-06-30",
    "class 1: ratio 80%, valid from 2024-07-01",
    *OTHERS,
)


FORCE = "Article 9\nin force from 2023-01-01\n"


def dated(*lines: str) -> str:
    return inpatient(*lines) + FORCE


def test_what_begins_in_another_year_than_the_one_compared_is_told() -> None:
    found = compared(dated(*PLAIN), dated(*LATER))
    assert differing(found) == [("days", Effect.UNDET)]
    (row,) = [row for row in found.facets if row.facet == "days"]
    assert row.right is not None
    assert (row.right.text.en, row.right.text.zh) == (
        "ratio to 2024-06-30, ratio from 2024-07-01",
        "至2024年6月30日比例、自2024年7月1日起比例",
    )
    assert row.reason.en == "holds on days of other years, which --at compares"
    assert ("ratio", Effect.DOWN) in differing(compared(dated(*PLAIN), dated(*LATER), at=2024))


def test_a_later_figure_that_was_changed_is_told_and_the_same_one_is_not() -> None:
    other = [line.replace("80%", "70%") for line in LATER]
    assert differing(compared(dated(*LATER), dated(*other))) == [("days", Effect.UNDET)]
    assert differing(compared(dated(*LATER), dated(*reversed(LATER)))) == []


def test_brackets_that_count_over_the_year_are_not_those_of_each_claim() -> None:
    brackets = inpatient("class 1: ratio 50% up to 10,000 yuan, 70% over 10,000 yuan", *OTHERS, "class 1: no cap")
    old, new = (f"{brackets}  ratio applies by slice{over}\n" for over in ("", " per year"))
    stays = [claim("orphans", 10_000), claim("orphans", 10_000, date="2023-06-01")]
    assert [settle(text, *stays)[1]["inpatient-assistance"] for text in (old, new)] == ["5000.00", "7000.00"]
    found = compared(old, new)
    assert differing(found) == [("ratio", Effect.UNDET)]
    (row,) = [row for row in found.facets if row.left != row.right]
    assert row.reason.en == "the same for a first claim; later claims of a year are not proved"
    assert row.right is not None
    assert (row.right.text.en, row.right.text.zh) == (
        "50% up to 10,000 yuan, 70% over 10,000 yuan (by slice per year)",
        "10,000元以内50%，10,000元以上70%（按年分段计算）",
    )


def test_fund_rules_say_that_they_take_the_whole_amount() -> None:
    rule = "Article 3\nfor overspend sharing:\n  up to 3%: city reserve 100%\n  over 3%: county share 100%\n"
    old, new = (inpatient(*PLAIN) + f"{rule}  ratio applies by {how}\n" for how in ("slice", "whole amount"))
    found = compared(old, new)
    assert differing(found) == [("fund", Effect.ADMIN)]
    (row,) = [row for row in found.facets if row.left != row.right]
    assert row.left is not None
    assert row.right is not None
    assert row.right.text.en == f"{row.left.text.en} (whole amount)"
    assert row.right.text.zh == f"{row.left.text.zh}（全额）"


def test_a_later_figure_for_fewer_people_is_told() -> None:
    fewer = [line.replace("class 1: ratio 80%", "class 1, referred: ratio 80%") for line in LATER]
    fewer.append("class 1, not referred: ratio 90%, valid from 2024-07-01")
    assert differing(compared(dated(*LATER), dated(*fewer))) == [("days", Effect.UNDET)]


def test_the_insurance_that_a_subsidy_is_for_is_compared() -> None:
    rest = "  class 1: full subsidy\n  class 2, class 3: not covered\n"
    new = inpatient(*PLAIN) + "Article 3\nfor enrolment subsidy:\n" + rest
    old = new.replace("subsidy:\n", "subsidy:\n  covers resident insurance\n")
    assert differing(compared(old, new)) == [("plans", Effect.UP)]
    assert differing(compared(new, old)) == [("plans", Effect.DOWN)]
    (row,) = [row for row in compared(old, new).facets if row.facet == "plans"]
    assert row.left is not None
    assert row.right is not None
    assert (row.left.text.en, row.left.text.zh, row.right.text.en) == ("resident insurance", "居民医保", "all")


def test_a_day_of_identity_can_change_what_is_paid() -> None:
    found = compared(inpatient(*PLAIN), inpatient(*PLAIN, "identity as of admission"))
    assert differing(found) == [("identity", Effect.UNDET)]


# ── words that are true ──────────────────────────────────────────────────────────────────────────────────────────

NOTHING = "No difference in what is paid."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class 2: ratio 70%, cap 30,000 yuan", "class 2: ratio 70%, cap 30,000 yuan per visit"),
        ("class 2: ratio 70%, cap 30,000 yuan", "class 2: ratio 70%, cap 30,000 yuan per family"),
        ("several identities: most favourable outcome", "several identities: most favourable class"),
    ],
)
def test_what_only_later_claims_or_some_people_show_is_never_no_difference(old: str, new: str) -> None:
    before = inpatient(*PLAIN, "several identities: most favourable outcome")
    found = compared(before, before.replace(old, new))
    assert [effect for _, effect in differing(found)] == [Effect.UNDET]
    said = render_text(found, Language.EN)
    assert NOTHING not in said
    assert "A first claim of the year is paid alike in every usual situation; what else differs is below." in said
    assert "待遇无差异" not in render_text(found, Language.ZH)


def test_only_where_nothing_differs_there_is_no_difference() -> None:
    same = compared(inpatient(*PLAIN), inpatient(*PLAIN))
    assert nothing_told(same).en == NOTHING
    longer = evolve(same, facets=tuple(evolve(row, effect=Effect.TIME) for row in same.facets))
    assert nothing_told(longer).en != NOTHING


def test_why_a_limit_over_another_period_cannot_be_told_is_said() -> None:
    new = inpatient(PLAIN[0], "class 2: ratio 70%, cap 30,000 yuan per visit", PLAIN[2])
    said = " ".join(render_text(compared(inpatient(*PLAIN), new), Language.EN).split())
    assert "the same for a first claim; counted over another period" in said


def test_a_rounding_that_keeps_a_verdict_open_is_named() -> None:
    found = compared(inpatient(*PLAIN), inpatient(*PLAIN, "rounding: down to the yuan"))
    english, chinese = (" ".join(render_text(found, each).split()) for each in (Language.EN, Language.ZH))
    assert "? :" not in english
    assert "1 ? not exact, for payments are rounded by units of 1 yuan" in english
    assert "支付额按1元取整，无法精确判定" in chinese


def test_points_added_beside_an_unchanged_clause_are_no_hidden_change() -> None:
    new = inpatient("class 2, not referred: ratio reduced by 10 percentage points", *PLAIN)
    found = compared(inpatient(*PLAIN), new, Mode.REVISE)
    (row,) = [row for row in found.facets if row.facet == "ratio" and row.left != row.right]
    assert row.effect is Effect.DOWN
    assert row.reason.en == "in all: B pays up to 4,285.71 yuan less"


def test_other_funds_are_shown_and_cost_nobody_anything() -> None:
    split = "class 1: ratio 90%, 80% from medical-assistance fund, the rest from county share, no cap"
    found = compared(inpatient(*PLAIN), inpatient(split, *OTHERS))
    assert differing(found) == [("ratio", Effect.ADMIN)]
    assert "80% from medical-assistance fund" in " ".join(render_text(found, Language.EN).split())


def test_a_ratio_of_an_insurance_is_raised_by_points() -> None:
    tilt = "for critical illness insurance:\n  class 1: ratio raised by 5 percentage points\n"
    found = compared(inpatient(*PLAIN), inpatient(*PLAIN) + "Article 3\n" + tilt)
    (row,) = [row for row in found.facets if row.facet == "tilt"]
    assert row.right is not None
    assert str(row.right.text.en).partition(":")[0] == "critical illness insurance ratio raised by 5 percentage points"
    assert str(row.right.text.zh).partition("：")[0] == "大病保险比例提高5个百分点"


def test_other_costs_are_not_explained_by_what_insurers_paid() -> None:
    new = inpatient(*PLAIN).replace("counts in-scope expenses", "counts total expenses")
    (row,) = [row for row in compared(inpatient(*PLAIN), new).facets if row.facet == "base"]
    assert (row.effect, row.reason.en) == (Effect.UNDET, "counts from other costs")


def test_where_documents_deduct_other_insurances_it_is_said_which_one_pays() -> None:
    new = inpatient(*PLAIN).replace("medical insurance\n", "medical insurance, critical illness insurance\n")
    premise = "what insurance pays, basic medical insurance pays"
    assert premise in " ".join(render_text(compared(inpatient(*PLAIN), new), Language.EN).split())
    assert premise not in " ".join(render_text(compared(new, new), Language.EN).split())


def test_a_difference_of_a_fen_is_not_rounded_away() -> None:
    new = inpatient(PLAIN[0], "class 2: ratio 70%, cap 30,000.01 yuan", PLAIN[2])
    said = " ".join(render_text(compared(inpatient(*PLAIN), new), Language.EN).split())
    assert "30,000 → 30,000 " not in said
    assert "30,000 yuan → 30,000.01 yuan" in said


def test_one_worse_row_is_one_row() -> None:
    new = inpatient(*PLAIN).replace("medical insurance\n", "medical insurance, critical illness insurance\n")
    said = render_text(compared(inpatient(*PLAIN), new, Mode.REVISE), Language.EN, mode=Mode.REVISE)
    assert "Revision: 1 row worse for somebody (error)" in said
