"""The vocabulary: every name finds its concept, near misses are suggested, and the shipped data is sound."""

import csv
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.vocabulary import (
    Clash,
    Concept,
    Figure,
    Vocabulary,
    VocabularyError,
    load_statistics,
    load_vocabulary,
    name_key,
    read_concepts,
    read_statistics,
)
from tiaowen.dsl.tree import Language

HEADER = "id,kind,english,chinese,also_english,also_chinese,parts,column,note\n"
STATISTICS = "statistic,region,year,value,unit,status,source,raw\n"

OUTPATIENT = Concept("outpatient", "care", "outpatient", "门诊", parts=("chronic", "special"))
CHRONIC = Concept("chronic", "care", "chronic outpatient", "门诊慢性病", ("chronic care",), ("慢性病门诊",))
SPECIAL = Concept("special", "care", "special outpatient", "门诊特殊病", parts=("dialysis",))
DIALYSIS = Concept("dialysis", "care", "dialysis outpatient", "门诊透析")
REFERRED = Concept("referred", "mark", "referred", "规范转诊")
NON_LOCAL = Concept("non-local", "mark", "non-local patient", "非户籍")
LOCAL = Concept("local", "mark", "local patient", "户籍")
SMALL = Vocabulary.of([OUTPATIENT, CHRONIC, SPECIAL, DIALYSIS, REFERRED, NON_LOCAL, LOCAL])


@pytest.mark.parametrize(
    "name",
    [
        "chronic outpatient",
        "Chronic  Outpatient",
        " chronic-outpatient\t",
        "chronic_outpatient",
        "ｃｈｒｏｎｉｃ　ｏｕｔｐａｔｉｅｎｔ",
        "chronic care",
        "chronic",
        "门诊慢性病",
        "门诊 慢性病",
        "慢性病门诊",
    ],
)
def test_a_name_is_found_in_every_spelling(name: str) -> None:
    assert SMALL.find(name) == CHRONIC


def test_an_id_is_exact_where_it_is_asked_for_as_one() -> None:
    assert SMALL.get("chronic") == CHRONIC
    assert SMALL.get("Chronic") is None
    assert SMALL.find("nothing of the kind") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("referred", (REFERRED, False)),
        ("not referred", (REFERRED, True)),
        ("Not  Referred", (REFERRED, True)),
        ("non-referred", (REFERRED, True)),
        ("未规范转诊", (REFERRED, True)),
        ("不规范转诊", (REFERRED, True)),
        ("non-local patient", (NON_LOCAL, False)),  # declared as such: not taken apart
        ("非户籍", (NON_LOCAL, False)),
        ("not non-local patient", (NON_LOCAL, True)),
        ("not local patient", (LOCAL, True)),
        ("未未规范转诊", None),
        ("not ", None),
        ("未", None),
        ("", None),
    ],
)
def test_a_denied_name_is_taken_apart_unless_it_is_declared(name: str, expected: object) -> None:
    assert SMALL.find_item(name) == expected


def test_ancestors_are_the_concept_and_all_it_is_part_of_nearest_first() -> None:
    assert SMALL.ancestors("dialysis") == ("dialysis", "special", "outpatient")
    assert SMALL.ancestors("outpatient") == ("outpatient",)
    assert SMALL.ancestors("unheard-of") == ("unheard-of",)


def test_leaves_are_what_a_concept_consists_of_in_the_end() -> None:
    assert SMALL.descend("outpatient") == ("chronic", "dialysis")
    assert SMALL.descend("chronic") == ("chronic",)


def test_printed_names_and_claim_columns() -> None:
    assert (CHRONIC.get(Language.EN), CHRONIC.get(Language.ZH)) == ("chronic outpatient", "门诊慢性病")
    assert Concept("x", "fact", "", "距离").get(Language.EN) == "距离"
    assert Concept("x", "fact", "Per-person income", "").claim_column == "per_person_income"
    assert Concept("x", "fact", "in-scope expenses", "", column="in_scope").claim_column == "in_scope"


@pytest.mark.parametrize(
    "concepts",
    [
        [CHRONIC, CHRONIC],
        [CHRONIC, Concept("other", "care", "Chronic-Outpatient", "别的")],
        [CHRONIC, Concept("other", "care", "other", "门诊慢性病")],
        [OUTPATIENT],
        [Concept("a", "care", "a", "甲", parts=("b",)), Concept("b", "care", "b", "乙", parts=("a",))],
    ],
    ids=["same id", "same English name", "same Chinese name", "unknown part", "part of itself"],
)
def test_contradictory_data_is_our_mistake(concepts: list[Concept]) -> None:
    with pytest.raises(VocabularyError):
        Vocabulary.of(concepts)


# ── Names a document declares for itself ─────────────────────────────────────────────────────────────────────────


def test_local_names_are_known_in_the_extended_vocabulary_only() -> None:
    mothers = Concept("high-risk-mothers", "category", "high-risk mothers", "高危孕产妇")
    extended = SMALL.with_local([mothers])
    assert extended.find("高危孕产妇") == mothers
    assert extended.find("门诊慢性病") == CHRONIC
    assert extended.ancestors("dialysis") == SMALL.ancestors("dialysis")
    assert SMALL.find("高危孕产妇") is None
    assert extended.suggest("高危产妇") == (mothers,)


def test_a_local_name_goes_before_a_shared_one_and_the_clash_can_be_told() -> None:
    own = Concept("own", "mark", "referred", "本地转诊")
    assert SMALL.clashes([own]) == (Clash("referred", own, REFERRED),)
    extended = SMALL.with_local([own])
    assert extended.find("referred") == own
    assert extended.find("规范转诊") == REFERRED


def test_the_first_of_two_local_concepts_keeps_their_common_name() -> None:
    first, second = Concept("a", "mark", "same", "甲"), Concept("b", "mark", "same", "乙")
    assert SMALL.clashes([first, second]) == (Clash("same", second, first),)
    assert SMALL.with_local([first, second]).find("same") == first


def test_a_local_concept_replaces_the_shared_one_of_its_id() -> None:
    again = Concept("referred", "mark", "sent on", "转诊备案")
    extended = SMALL.with_local([again])
    assert SMALL.clashes([again]) == ()
    assert extended.get("referred") == again
    assert extended.find("规范转诊") is None


# ── Suggestions ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("低保户", "category", "minimum-living-guarantee"),
        ("低保边缘户", "category", "low-income-marginal-family-members"),
        ("minimum living garantee", "category", "minimum-living-guarantee"),
        ("orphens", "category", "orphans"),
        ("inpateint", "care", "inpatient"),
        ("慢性病", "care", "chronic-outpatient"),
        ("referal", "mark", "referred"),
        ("not refered", "mark", "referred"),
    ],
)
def test_a_near_miss_is_suggested_first(name: str, kind: str, expected: str) -> None:
    assert load_vocabulary().suggest(name, {kind})[0].id == expected


def test_suggestions_are_few_of_the_kind_asked_for_and_none_for_nonsense() -> None:
    vocabulary = load_vocabulary()
    assert {concept.kind for concept in vocabulary.suggest("低保户", {"category"})} == {"category"}
    assert len(vocabulary.suggest("低保户")) == 3
    assert len(vocabulary.suggest("低保户", limit=1)) == 1
    assert vocabulary.suggest("qqqq") == vocabulary.suggest("") == ()


def test_suggesting_for_an_endless_name_is_quick() -> None:
    vocabulary = load_vocabulary()
    vocabulary.suggest("warm up")
    start = time.perf_counter()
    vocabulary.suggest("低保对象chronic " * 10_000)
    assert time.perf_counter() - start < 0.5


@given(st.text())
def test_any_text_can_be_looked_up_and_its_key_is_settled(name: str) -> None:
    vocabulary = load_vocabulary()
    vocabulary.find_item(name)
    vocabulary.suggest(name)
    assert name_key(name_key(name)) == name_key(name)


# ── The data ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_vocabulary_answers_to_all_its_names() -> None:
    vocabulary = load_vocabulary()
    assert load_vocabulary() is vocabulary
    for concept in vocabulary.concepts:
        assert concept.en, concept.id
        assert concept.zh, concept.id
        for name in concept.names:
            assert vocabulary.find(name) == concept, name


def test_the_shipped_vocabulary_holds_every_row_of_its_file() -> None:
    text = files("tiaowen.policies").joinpath("vocabulary", "concepts.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(text.splitlines()))) == len(load_vocabulary().concepts)


def test_loading_the_vocabulary_takes_no_time_worth_speaking_of() -> None:
    load_vocabulary.cache_clear()
    start = time.perf_counter()
    load_vocabulary()
    assert time.perf_counter() - start < 0.1  # a tenth of it on a machine of its own


def test_every_payer_of_a_claim_has_its_column() -> None:
    columns = {concept.column for concept in load_vocabulary().of_kind("payer")}
    assert {"paid_basic", "paid_critical_illness", "paid_supplementary", "paid_commercial"} <= columns


def test_the_shipped_figures_are_exact_and_name_concepts() -> None:
    vocabulary, figures = load_vocabulary(), load_statistics()
    for statistic, region in figures:
        concept = vocabulary.get(statistic)
        assert concept is not None, statistic
        assert concept.kind == "statistic", statistic
        found = vocabulary.get(region)
        assert found is not None, region
        assert found.kind == "region", region
    assert figures["provincial-disposable-income", "yunnan"][2022].fen == 2_693_700


def test_a_list_is_separated_by_semicolons_and_a_blank_row_is_none() -> None:
    text = HEADER + "a,care,a,甲,b; c,乙;,d,,\n\nd,care,d,丁,,,,paid,a note\n"
    assert read_concepts(text) == (
        Concept("a", "care", "a", "甲", ("b", "c"), ("乙",), ("d",)),
        Concept("d", "care", "d", "丁", column="paid"),
    )


@pytest.mark.parametrize("text", ["", "id,kind\n", HEADER + "a,care,a\n"])
def test_a_table_of_another_shape_is_our_mistake(text: str) -> None:
    with pytest.raises(VocabularyError):
        read_concepts(text)


def test_figures_are_read_to_the_fen() -> None:
    text = STATISTICS + "income,china,2022,36883.28,yuan,published,bulletin,\nshare,china,2022,3,percent,published,x,\n"
    assert read_statistics(text) == {("income", "china"): {2022: Figure(3_688_328, "published", "bulletin")}}


@pytest.mark.parametrize("rows", ["s,r,2022,1.001,yuan,published,x,\n", "s,r,2022,1,yuan,published,x,\n" * 2])
def test_an_inexact_or_repeated_figure_is_our_mistake(rows: str) -> None:
    with pytest.raises(VocabularyError):
        read_statistics(STATISTICS + rows)
