"""What a reviewer must find in the comparisons of shipped documents: figures, articles and effects, line by line."""

import json
from functools import cache
from typing import TypedDict

import pytest

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.compare import compare, to_json
from tiaowen.dsl.tree import Language


class View(TypedDict):
    text: str
    value: str
    standing: str
    articles: list[str]


class Point(TypedDict):
    self_pay: str
    left: str | None
    right: str | None


class Definition(TypedDict):
    text: str
    articles: list[str]


class Near(TypedDict):
    id: str
    left: Definition
    right: Definition


class Row(TypedDict):
    benefit: str
    facet: str | None
    who: list[str]
    where: dict[str, list[str | int]]
    left: View
    right: View
    structure: str
    effect: str
    reason: str
    crossings: list[str]
    table: list[Point]
    near: list[Near]


class Note(TypedDict):
    side: str
    kind: str
    text: str
    articles: list[str]


KAIZHOU, BAOSHAN = ("kaizhou-2017", "yunyang-2023", None), ("baoshan-2022", "yunyang-2023", 2022)
YUNNAN = ("yunnan-2019", "baoshan-2022", None)

Pair = tuple[str, str, int | None]

POOR = "rural-five-guarantee-persons"
GUARANTEED = "minimum-living-guarantee"
FALLEN_BACK = "people-fallen-back-into-poverty"
MARGINAL = "low-income-marginal-family-members"
MONITORED = "marginal-at-risk-households"
BY_ILLNESS = "patients-impoverished-by-illness"
REGISTERED = "registered-persons-in-special-hardship"
VETERANS = "rural-veterans"
SPECIAL, LARGE, TILTED = "special-disease-assistance", "large-expense-assistance", "tilted-assistance"
INPATIENT, OUTPATIENT, ENROLMENT = "inpatient-assistance", "outpatient-assistance", "enrolment-subsidy"
EARLIER, FORMER = "既往政策", "云阳县原医疗救助有关政策"


@cache
def compared(pair: Pair) -> tuple[list[Row], list[Note]]:
    left, right, at = pair
    found = compare(compile_policy(left).rules, compile_policy(right).rules, at=at)
    data = json.loads(json.dumps(to_json(found, language=Language.ZH)))
    return data["changes"], data["notes"]


def rows(pair: Pair, benefit: str, facet: str, who: str | None = None, **where: str | int) -> list[Row]:
    """Return the rows of a matter; with somebody in them, and in a place, if asked for."""
    return [
        row
        for row in compared(pair)[0]
        if (row["benefit"], row["facet"]) == (benefit, facet)
        and (who is None or who in row["who"])
        and all(value in row["where"].get(name, [value]) for name, value in where.items())
    ]


def told(row: Row) -> tuple[str, str, str]:
    return row["effect"], row["left"]["value"], row["right"]["value"]


def one(pair: Pair, benefit: str, facet: str, who: str | None = None, **where: str | int) -> Row:
    found = rows(pair, benefit, facet, who, **where)
    assert len(found) == 1, [told(row) for row in found]
    return found[0]


def articles(row: Row) -> tuple[list[str], list[str]]:
    left, right = ([text.partition("［")[0] for text in view["articles"]] for view in (row["left"], row["right"]))
    return left, right


def situation(pair: Pair, who: str, **where: str | int) -> Row:
    """Return the row of somebody in the regular situation of a place."""
    found = [
        row
        for row in compared(pair)[0]
        if row["facet"] is None
        and who in row["who"]
        and all(value in row["where"].get(name, [value]) for name, value in where.items())
        and not any(str(mark).startswith("not ") and "referred" in str(mark) for mark in row["where"].get("marks", []))
    ]
    assert found
    return found[0]


def paid(row: Row) -> dict[int, tuple[str | None, str | None]]:
    whole = {"3000.00", "10000.00", "20000.00", "50000.00", "100000.00"}
    return {
        round(float(point["self_pay"])): (point["left"], point["right"])
        for point in row["table"]
        if point["self_pay"] in whole
    }


def amounts(left: str, right: str | None) -> dict[int, tuple[str | None, str | None]]:
    """Return what two columns of a table say: amounts in yuan, one for each self-pay."""
    sides = [[f"{cell}.00" for cell in side.split()] if side else [None] * 5 for side in (left, right or "")]
    return dict(zip((3000, 10000, 20000, 50000, 100000), zip(*sides, strict=True), strict=True))


# ── Kaizhou and Yunyang, matter by matter ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("benefit", "who", "effect", "left", "right"),
    [
        (SPECIAL, POOR, "MIX", "4/5", "7/10"),
        (SPECIAL, GUARANTEED, "EQ", "7/10", "7/10"),
        (SPECIAL, BY_ILLNESS, "EQ", "3/5", "3/5"),
        (SPECIAL, FALLEN_BACK, "IN", "no-such-recipient", "7/10"),
        (SPECIAL, MARGINAL, "IN", "no-such-recipient", "3/5"),
        (SPECIAL, MONITORED, "IN", "no-such-recipient", "3/5"),
        (SPECIAL, "orphans", "UNDET", "7/10", f"elsewhere: {EARLIER}"),
        (SPECIAL, VETERANS, "UNDET", "7/10", f"elsewhere: {EARLIER}"),
        (SPECIAL, "severely-disabled-persons", "UNDET", "3/5", f"elsewhere: {EARLIER}"),
        (SPECIAL, REGISTERED, "UNDET", "3/5", f"elsewhere: {EARLIER}"),
        (LARGE, POOR, "MIX", "4/5", "7/10"),
        (LARGE, GUARANTEED, "EQ", "7/10", "7/10"),
        (LARGE, BY_ILLNESS, "EQ", "3/5", "3/5"),
    ],
)
def test_kaizhou_ratios(benefit: str, who: str, effect: str, left: str, right: str) -> None:
    found = [row for row in rows(KAIZHOU, benefit, "ratio", who) if "elsewhere: 渝" not in row["left"]["value"]]
    assert [told(row) for row in found] == [(effect, left, right)]


def test_kaizhou_ratios_stand_at_their_articles() -> None:
    row = one(KAIZHOU, SPECIAL, "ratio", POOR, disease="not childhood-acute-leukaemia")
    assert articles(row) == (["二、（四）1．"], ["二、（三）2．（1）"])
    assert row["reason"].startswith("单看此项更严")


@pytest.mark.parametrize(("benefit", "cap"), [(SPECIAL, "100000.00"), (LARGE, "60000.00")])
@pytest.mark.parametrize("who", [POOR, GUARANTEED, BY_ILLNESS])
def test_kaizhou_caps(benefit: str, cap: str, who: str) -> None:
    found = [row for row in rows(KAIZHOU, benefit, "cap", who) if row["effect"] == "EQ"]
    assert [told(row) for row in found] == [("EQ", f"{cap} per year", f"{cap} per year")]


def test_kaizhou_enrolment_was_full_and_is_nine_tenths() -> None:
    row = one(KAIZHOU, ENROLMENT, "subsidy", GUARANTEED, plan="resident-tier-1")
    assert (row["effect"], row["left"]["value"]) == ("DOWN", "full")
    assert row["right"]["text"] == "个人缴费标准的90%"
    assert articles(row) == (["二、（一）"], ["二、（二）1．"])


@pytest.mark.parametrize("who", ["orphans", "unsupported-children", "severely-disabled-persons", VETERANS, REGISTERED])
@pytest.mark.parametrize("benefit", [INPATIENT, SPECIAL, LARGE])
def test_those_whom_yunyang_leaves_to_the_earlier_policy_are_not_withdrawn(benefit: str, who: str) -> None:
    found = rows(KAIZHOU, benefit, "ratio", who)
    assert {(row["effect"], row["right"]["value"]) for row in found} == {("UNDET", f"elsewhere: {EARLIER}")}
    assert {text for row in found for text in row["right"]["articles"]} == {"二、（一）"}


def test_ordinary_outpatient_and_inpatient_aid_is_left_to_the_former_policy() -> None:
    usual = {"designated-institution": "designated-institution", "referred": "referred"}
    caps = {
        row["left"]["value"]
        for row in rows(KAIZHOU, OUTPATIENT, "cap", **usual)
        if row["right"]["value"] == f"elsewhere: {FORMER}"
    }
    assert caps == {"300.00 per year", "400.00 per year"}
    for who, level, share in (
        (POOR, 2, "4/5"),
        (POOR, 3, "4/5"),
        (GUARANTEED, 2, "4/5"),
        (GUARANTEED, 3, "7/10"),
        (BY_ILLNESS, 2, "7/10"),
        (BY_ILLNESS, 3, "3/5"),
    ):
        row = one(KAIZHOU, INPATIENT, "ratio", who, level=level, **usual)
        assert told(row) == ("UNDET", share, f"elsewhere: {FORMER}")
        assert articles(row) == (["二、（三）"], ["尾段"])
    row = one(KAIZHOU, INPATIENT, "cap", GUARANTEED, **usual)
    assert told(row) == ("UNDET", "6000.00 per year", f"elsewhere: {FORMER}")


def test_what_is_new_in_yunyang() -> None:
    tilts = rows(KAIZHOU, "critical-illness-insurance", "tilt")
    assert {row["right"]["text"].partition("：")[0] for row in tilts} == {
        "大病保险起付线降低50%",
        "大病保险比例提高5个百分点",
        "大病保险封顶线取消",
    }
    assert {(row["effect"], *row["right"]["articles"]) for row in tilts} == {("ADMIN", "二、（二）2．")}
    for who, share in ((POOR, "7/10"), (BY_ILLNESS, "3/5")):
        found = {facet: one(KAIZHOU, TILTED, facet, who) for facet in ("ratio", "deductible", "cap")}
        assert {facet: row["right"]["value"] for facet, row in found.items()} == {
            "ratio": share,
            "deductible": "5000.00 per visit",
            "cap": "30000.00 per year",
        }
        assert {articles(row)[1][0] for row in found.values()} == {"二、（三）2．（2）"}
        assert {row["left"]["standing"] for row in found.values()} == {"no-such-benefit"}


def test_kaizhou_lists_and_kinds_of_care() -> None:
    row = one(KAIZHOU, SPECIAL, "list")
    mine, theirs = (set(view["value"].split(",")) for view in (row["left"], row["right"]))
    assert (len(mine), len(theirs), len(mine & theirs), len(theirs - mine)) == (25, 27, 24, 3)
    assert "（自称26种）" in row["right"]["text"]
    assert row["right"]["articles"] == ["附件"]
    care = one(KAIZHOU, SPECIAL, "care")
    assert (care["structure"], care["left"]["text"], care["right"]["text"]) == (
        "scope",
        "门诊透析、住院、门诊放化疗、门诊输血",
        "住院、门诊",
    )


@pytest.mark.parametrize("benefit", [SPECIAL, LARGE])
def test_only_yunyang_asks_for_a_referral_in_principle(benefit: str) -> None:
    (row,) = [row for row in rows(KAIZHOU, benefit, "excludes") if row["left"]["standing"] == "not-stated"]
    assert (row["effect"], row["structure"], row["right"]["text"]) == ("DOWN", "scope", "原则上未规范转诊")
    assert row["right"]["articles"][0].startswith("二、（五）2．")


def test_without_referral_kaizhou_pays_and_yunyang_does_not() -> None:
    (row,) = [
        row
        for row in compared(KAIZHOU)[0]
        if row["facet"] is None
        and POOR in row["who"]
        and row["where"].get("marks") == ["not referred"]
        and "both" in row["where"].get("disease", [])
        and "inpatient" in row["where"]["care"]
    ][:1]
    assert row["effect"] == "OUT"
    assert paid(row)[50000] == ("40000.00", "0.00")


def test_gaps_of_kaizhou_show() -> None:
    for row, place in (
        (one(KAIZHOU, INPATIENT, "ratio", VETERANS, level=3), "二、（三）"),
        (
            one(KAIZHOU, SPECIAL, "ratio", "unsupported-children", disease="not childhood-acute-leukaemia"),
            "二、（四）1．",
        ),
    ):
        assert row["left"]["standing"] == "not-stated"
        assert articles(row)[0] == [place]


def test_the_gate_of_kaizhou_and_yunyang_is_a_gate_and_no_deductible() -> None:
    gate = [row for row in rows(KAIZHOU, LARGE, "requires") if "30,000" in row["left"]["text"]]
    assert [(row["effect"], row["left"]["text"]) for row in gate] == [("EQ", "每次住院政策范围内费用超过30,000元")]
    assert rows(KAIZHOU, LARGE, "deductible") == []


@pytest.mark.parametrize(
    ("who", "effect", "left", "right"),
    [
        (POOR, "MIX", "2400 8000 16000 40000 80000", "2100 7000 14700 42000 87500"),
        (GUARANTEED, "UP", "2100 7000 14000 35000 70000", "2100 7000 14700 42000 87500"),
        (BY_ILLNESS, "UP", "1800 6000 12000 30000 60000", "1800 6000 13800 39000 81000"),
        ("orphans", "UNDET", "2100 7000 14000 35000 70000", None),
    ],
)
def test_kaizhou_special_diseases_by_what_is_paid(who: str, effect: str, left: str, right: str | None) -> None:
    row = situation(KAIZHOU, who, care="inpatient", disease="both")
    assert (row["effect"], paid(row)) == (effect, amounts(left, right))
    if effect == "MIX":
        assert row["crossings"] == ["31818.18"]


@pytest.mark.parametrize(
    ("who", "left"), [(GUARANTEED, "2100 6000 6000 6000 6000"), (BY_ILLNESS, "1800 6000 6000 6000 6000")]
)
def test_kaizhou_other_diseases_are_not_nothing_in_yunyang(who: str, left: str) -> None:
    row = situation(KAIZHOU, who, care="inpatient", disease="neither", level=3, bill="0.00..30000.00")
    assert row["effect"] == "UNDET"
    assert row["right"]["standing"] == "elsewhere"
    shown = paid(row)
    assert {at: shown[at] for at in shown} == {at: each for at, each in amounts(left, None).items() if at in shown}
    assert set(shown) >= {3000, 10000, 20000}


def test_kaizhou_fund_duties_and_repeals() -> None:
    limits = [row for row in compared(KAIZHOU)[0] if row["facet"] == "limit"]
    assert sorted(row["left"]["text"] for row in limits) == [
        "区级预算安排资金不低于上年市级下拨补助资金的15%",
        "当年结余不超过当年筹集资金的15%",
    ]
    duties = [row["right"]["text"] for row in rows(KAIZHOU, "", "duty") if row["left"]["standing"] == "not-stated"]
    assert sum("每月5日前" in text for text in duties) == 4
    assert sum("5个工作日内" in text for text in duties) == 1
    repeals = rows(KAIZHOU, "", "repeals")
    assert len(repeals) == 3
    assert {(row["effect"], row["right"]["standing"]) for row in (*limits, *repeals)} == {("ADMIN", "not-stated")}


def test_the_day_of_effect_is_a_difference_of_time_and_rests_on_a_doubt() -> None:
    row = one(KAIZHOU, "", "in-force")
    assert told(row) == ("TIME", "2017-07-04", "2023-10-22")
    assert row["right"]["articles"][0].startswith("尾段")
    assert any("10月22日，还是10月23日" in note["text"] for note in compared(KAIZHOU)[1] if note["side"] == "right")


@pytest.mark.parametrize(
    ("pair", "left"), [(KAIZHOU, (["一、（三）"], "家庭无力承担")), (BAOSHAN, (["第六条"], "按家庭实际困难认定"))]
)
def test_the_same_word_by_another_test_is_marked_and_both_definitions_shown(
    pair: Pair, left: tuple[list[str], str]
) -> None:
    near = {each["id"]: each for row in compared(pair)[0] for each in row["near"]}
    found = near[BY_ILLNESS]
    assert found["left"]["articles"] == left[0]
    assert left[1] in found["left"]["text"]
    assert found["right"]["articles"] == ["二、（一）2．"]
    assert "按医疗开支造成的家庭困难认定" in found["right"]["text"]
    assert GUARANTEED not in near


# ── Baoshan and Yunyang ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("who", "effect", "left", "right"),
    [
        (POOR, "MIX", "3000 10000 20000 25666 25666", "2100 7000 14700 42000 87500"),
        (GUARANTEED, "UP", "2100 7000 14000 25666 25666", "2100 7000 14700 42000 87500"),
        (FALLEN_BACK, "UP", "2100 7000 14000 25666 25666", "2100 7000 14700 42000 87500"),
    ],
)
def test_baoshan_by_what_is_paid(who: str, effect: str, left: str, right: str) -> None:
    row = situation(BAOSHAN, who, care="inpatient", disease="right")
    assert (row["effect"], paid(row)) == (effect, amounts(left, right))
    if effect == "MIX":
        assert row["crossings"] == ["32050.55"]
    else:
        assert "16,666.67" in row["reason"]


@pytest.mark.parametrize(
    ("who", "left", "right"),
    [
        (MARGINAL, ("260.04", "4460.04", "10460.04", "25666.00", "25666.00"), "1800 6000 13800 39000 81000"),
        (BY_ILLNESS, ("0.00", "1791.75", "6791.75", "21791.75", "25666.00"), "1800 6000 13800 39000 81000"),
    ],
)
def test_baoshan_classes_with_a_deductible_by_what_is_paid(who: str, left: tuple[str, ...], right: str) -> None:
    row = situation(BAOSHAN, who, care="inpatient", disease="right")
    assert row["effect"] == "UP"
    assert [pair[0] for pair in paid(row).values()] == list(left)
    assert [pair[1] for pair in paid(row).values()] == [f"{each}.00" for each in right.split()]


@pytest.mark.parametrize(
    ("who", "ratio", "deductible"),
    [
        (POOR, "1", "none"),
        (GUARANTEED, "7/10", "none"),
        (MARGINAL, "3/5", "1/10 of provincial-disposable-income per year"),
        (BY_ILLNESS, "1/2", "1/4 of provincial-disposable-income per year"),
        ("orphans", "1", "none"),
        ("deep-hardship-workers", "3/5", "1/10 of provincial-disposable-income per year"),
        ("relative-hardship-workers", "1/2", "1/4 of provincial-disposable-income per year"),
        ("other-persons-in-special-hardship", "1/2", "1/4 of provincial-disposable-income per year"),
    ],
)
def test_the_classes_of_baoshan(who: str, ratio: str, deductible: str) -> None:
    for facet, value, place in (("ratio", ratio, "第十一条"), ("deductible", deductible, "第十条")):
        found = rows(BAOSHAN, INPATIENT, facet, who)
        assert {row["left"]["value"] for row in found} == {value}
        assert {articles(row)[0][0] for row in found} == {place}
        assert "UNDET" in {row["effect"] for row in found}
    caps = rows(BAOSHAN, INPATIENT, "cap", who)
    assert {row["left"]["text"] for row in caps} == {"每年1倍全省居民人均可支配收入（25,666）"}


@pytest.mark.parametrize(
    ("who", "document"),
    [("orphans", EARLIER), ("deep-hardship-workers", EARLIER), ("other-persons-in-special-hardship", EARLIER)],
)
def test_those_of_baoshan_whom_yunyang_leaves_to_the_earlier_policy(who: str, document: str) -> None:
    row = situation(BAOSHAN, who, care="inpatient", disease="right")
    assert (row["effect"], row["right"]["standing"]) == ("UNDET", "elsewhere")
    assert document in row["right"]["text"]


def test_baoshan_other_diseases_are_left_to_the_former_policy() -> None:
    for who in (POOR, GUARANTEED, MARGINAL, BY_ILLNESS):
        row = situation(BAOSHAN, who, care="inpatient", disease="neither", bill="0.00..30000.00")
        assert (row["effect"], row["right"]["standing"]) == ("UNDET", "elsewhere")


def test_enrolment_in_baoshan_and_yunyang() -> None:
    tier = {"plan": "resident-tier-1"}
    assert told(one(BAOSHAN, ENROLMENT, "subsidy", POOR, **tier)) == ("EQ", "full", "full")
    for who, share in ((GUARANTEED, "90%"), (FALLEN_BACK, "70%")):
        row = one(BAOSHAN, ENROLMENT, "subsidy", who, **tier)
        assert (row["effect"], row["left"]["standing"]) == ("UNDET", "delegated")
        assert row["right"]["text"] == f"个人缴费标准的{share}"
        assert articles(row) == (["第八条（二）"], ["二、（二）1．"])
    for who in (MARGINAL, MONITORED):
        row = one(BAOSHAN, ENROLMENT, "subsidy", who, **tier)
        assert (row["effect"], row["right"]["text"]) == ("IN", "个人缴费标准的70%")


def test_without_referral_baoshan_has_exceptions_and_yunyang_says_in_principle() -> None:
    row = one(BAOSHAN, "", "excludes")
    assert (row["left"]["text"], row["right"]["text"]) == ("未规范转诊（复诊或急诊抢救除外）", "原则上未规范转诊")
    assert row["effect"] == "DOWN"
    assert articles(row) == (["第九条"], ["二、（五）2．"])


def test_the_duty_to_send_lists_is_one_duty_with_two_deadlines() -> None:
    (row,) = [row for row in rows(BAOSHAN, "", "duty") if "变动名单" in row["left"]["text"]]
    assert "次月10日前" in row["left"]["text"]
    assert row["right"]["text"].count("每月5日前") == 4
    assert articles(row) == (["第二十八条"], ["二、（四）2．"])


def test_doubts_that_the_conclusions_on_baoshan_rest_on() -> None:
    notes = [note for note in compared(BAOSHAN)[1] if note["kind"] == "doubt"]
    assert any(note["side"] == "left" and "第十二条" in note["articles"] and "限额" in note["text"] for note in notes)
    assert any(note["side"] == "right" and "原则上" in note["text"] for note in notes)


def test_sharing_of_the_overspend_is_only_in_baoshan() -> None:
    row = one(BAOSHAN, "overspend-sharing", "fund")
    assert (row["effect"], row["right"]["standing"]) == ("ADMIN", "not-stated")
    assert row["left"]["articles"] == ["第二十一条（一）", "第二十一条（二）", "第二十一条（三）"]


# ── Yunnan ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_floor_of_yunnan_for_caps_rests_on_a_reading() -> None:
    found = rows(YUNNAN, "major-disease-assistance", "cap", BY_ILLNESS)
    assert {row["left"]["standing"] for row in found} == {"bound"}
    assert any("10万元" in note["text"] for note in compared(YUNNAN)[1] if note["side"] == "left")
