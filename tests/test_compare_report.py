"""The printed comparison: what is folded, named, ordered and counted."""

import re
from collections import defaultdict
from fractions import Fraction
from functools import cache
from itertools import permutations

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, yunyang

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.compare import Comparison, Effect, compare, render_text
from tiaowen.compiler.compare.axes import DiseaseValue
from tiaowen.compiler.compare.blocks import numbered, ranges
from tiaowen.compiler.compare.groups import is_open, openness
from tiaowen.compiler.compare.layout import fitting, wrap
from tiaowen.compiler.compare.model import Standing
from tiaowen.compiler.compare.phrases import negated
from tiaowen.compiler.compare.places import care_text, places_text
from tiaowen.compiler.compare.printing import ORDER, Printing, verdict
from tiaowen.compiler.compare.report_points import MOST
from tiaowen.compiler.compare.words import Names, same, say
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.tree import Citation, Language

IDS = ("baoshan-2022", "kaizhou-2017", "yunyang-2023")
PAIRS = tuple(permutations(IDS, 2))
MOST_LINES = {Language.ZH: 320, Language.EN: 395}
"""How long a report of two real documents may be, 100 columns wide."""

languages = pytest.mark.parametrize("language", list(Language))


@cache
def compared(left: str, right: str) -> Comparison:
    return compare(compile_policy(left).rules, compile_policy(right).rules)


def report(left: str, right: str, language: Language, width: int = 100) -> list[str]:
    return render_text(compared(left, right), language, width).splitlines()


def section(lines: list[str], title: str) -> list[str]:
    start = next(at for at, line in enumerate(lines) if line.startswith(title))
    end = next((at for at in range(start + 1, len(lines)) if not lines[at]), len(lines))
    return lines[start + 1 : end]


# ── length and width ─────────────────────────────────────────────────────────────────────────────────────────────


@languages
@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_a_real_pair_is_short_enough_to_read(left: str, right: str, language: Language) -> None:
    lines = report(left, right, language)
    assert len(lines) <= MOST_LINES[language]
    assert all(display_width(line) <= 100 for line in lines)


@languages
@pytest.mark.parametrize("width", [60, 140])
def test_real_pairs_fit_any_width(width: int, language: Language) -> None:
    assert all(display_width(line) <= width for line in report("kaizhou-2017", "yunyang-2023", language, width)[1:])


# ── what matters most ────────────────────────────────────────────────────────────────────────────────────────────


@languages
@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_at_most_ten_things_matter_losses_first(left: str, right: str, language: Language) -> None:
    told = section(report(left, right, language), {Language.EN: "What matters most", Language.ZH: "要点"}[language])
    signs = [found[1] for line in told if (found := re.match(r" {1,2}\d+ (\S) ", line))]
    assert len(signs) == MOST
    assert [sign for sign in "▼-◇→⌂?▲+" for _ in range(signs.count(sign))] == sorted(signs, key="▼-◇→⌂?▲+".index)
    assert signs[0] == "▼"


def test_the_crossing_is_told_with_its_amounts_and_articles() -> None:
    text = " ".join(" ".join(report("kaizhou-2017", "yunyang-2023", Language.EN)).split())
    assert (
        "◇ extremely poor people: A pays more up to 31,818 yuan, B above; at 20,000 yuan 16,000 → 14,700; "
        "at 100,000 yuan 80,000 → 87,500 (1 inpatient · a disease on both lists; also" in text
    )
    assert "[2(4)1; 2(4)2 | 2(3)2(1); 2(3)2(2)]" in text


def test_nothing_matters_between_equal_documents() -> None:
    assert "No difference in what is paid." in render_text(compare(baoshan(), baoshan(), at=2023))


# ── situations ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_everyday_comes_first() -> None:
    found = numbered(compared("kaizhou-2017", "yunyang-2023").scenes)
    headings = [scene.heading.en or "" for scene in found.scenes]
    assert headings[0].startswith("inpatient · a disease on both lists")
    assert "neither list" in headings[1]
    assert "over 30,000" in headings[1]
    kinds = [
        "single" if re.search(r"anxiety|childhood|psychosis", heading) else heading.split(" · ")[0]
        for heading in headings
    ]
    assert kinds.index("general outpatient") < kinds.index("single")
    assert set(kinds[kinds.index("single") :]) == {"single"}


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_every_regular_situation_has_one_number(left: str, right: str) -> None:
    comparison = compared(left, right)
    found = numbered(comparison.scenes)
    numbers = [number for block in found.blocks for number in block.numbers]
    assert sorted(numbers) == list(range(1, sum(scene.regular for scene in comparison.scenes) + 1))
    for block in found.blocks:
        for scene in block.scenes:
            assert sorted((row.group, row.table) for row in scene.rows) == sorted(
                (row.group, row.table) for row in block.rows
            )


def test_the_table_of_the_everyday_situation() -> None:
    lines = report("kaizhou-2017", "yunyang-2023", Language.ZH)
    row = next(line for line in lines if line.startswith("    ◇ 特困人员") and "31,818" in line)
    assert row.split() == [
        "◇",
        "特困人员",
        "2,400/2,100",
        "8,000/7,000",
        "16,000/14,700",
        "40,000/42,000",
        "◇",
        "31,818",
    ]
    assert any("→ 孤儿、在乡优抚对象" in line and "300/另按" in line for line in lines)


def test_situations_that_cannot_be_told_are_lines() -> None:
    lines = report("kaizhou-2017", "yunyang-2023", Language.ZH)
    assert "→ 8 普通门诊 · 乙名录外病种 · 年龄不超过79  另按（云阳县原医疗救助有关政策）" in lines


@pytest.mark.parametrize(
    ("numbers", "text"), [((), ""), ((3,), "3"), ((2, 1), "1, 2"), ((1, 3, 4, 5, 9), "1, 3–5, 9"), ((1, 1), "1")]
)
def test_numbers_in_short(numbers: tuple[int, ...], text: str) -> None:
    assert ranges(numbers) == text


def test_a_mark_tells_only_other_verdicts() -> None:
    lines = report("kaizhou-2017", "yunyang-2023", Language.EN)
    start = lines.index("▪ not within the municipality")
    told = " ".join(" ".join(lines[start : start + 4]).split())
    assert "▼ extremely poor people −12,500 (1, 12)" in told


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_rows_of_a_group_are_one_finding(left: str, right: str) -> None:
    groups = defaultdict(list)
    for row in compared(left, right).changes:
        assert re.fullmatch(r"[0-9a-f]{16}", row.group)
        groups[row.group].append(row)
    for rows in groups.values():
        assert len({(row.effect, verdict(row)) for row in rows}) == 1
        if rows[0].facet is None:
            assert len({(row.who, row.proof) for row in rows}) == 1
    assert len(groups) < len(compared(left, right).changes)


@languages
def test_the_summary_counts_findings(language: Language) -> None:
    comparison = compared("kaizhou-2017", "yunyang-2023")
    lines = report("kaizhou-2017", "yunyang-2023", language)
    told = " ".join(section(lines, "B  " if language is Language.EN else "乙  ")[:0] or lines)
    counts = defaultdict(set)
    for row in comparison.changes:
        counts[verdict(row)].add(row.group)
    for (sign, word), groups in counts.items():
        assert f"{sign} {word.get(language)} {len(groups)}" in told


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_both_directions_have_as_many_findings(left: str, right: str) -> None:
    there, back = ({row.group for row in compared(*pair).changes} for pair in ((left, right), (right, left)))
    assert len(there) == len(back)


def test_what_is_left_open_keeps_its_word() -> None:
    words = [text.get(language) for _, text in ORDER for language in Language]
    assert len(set(words)) == len(words)
    for left, right in PAIRS:
        for row in compared(left, right).changes:
            if row.effect is Effect.UNDET and openness(row) is Standing.ELSEWHERE:
                assert Standing.ELSEWHERE in {view.standing for view in (row.left, row.right) if view}
            assert not (is_open(row.left) and row.left and row.left.standing.absent)


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def names() -> Names:
    policies: list[Policy] = [compile_policy(id).rules for id in IDS[1:]]
    return Names(policies[0], policies[1])


def test_care_has_the_largest_name() -> None:
    outpatient = load_vocabulary().descend("outpatient")
    assert care_text(outpatient, names()) == say("outpatient of every kind", "各类门诊")
    assert care_text(("inpatient", *outpatient), names()).en == "outpatient of every kind, inpatient"
    assert care_text(outpatient[1:], names()).en == f"outpatient but for {names().of(outpatient[0]).en}"
    assert care_text(("chronic-outpatient", "special-outpatient"), names()).en == "chronic or special outpatient"
    assert care_text(("inpatient",), names()) == names().of("inpatient")


def test_diseases_go_by_the_lists() -> None:
    many = tuple(f"disease-{number}" for number in range(9))
    both, right, other = DiseaseValue("both", many), DiseaseValue("right", ("x",)), DiseaseValue("neither", ())
    every = [both, right, other]
    assert places_text([both, right], every, names()).en == "a disease on B's list"
    assert places_text([both], every, names()).en == "a disease on A's list"
    assert places_text([right, other], every, names()).zh == "甲名录外病种"
    assert places_text([other], every, names()).zh == "乙名录外病种"
    assert places_text([right], every, names()) == same("x")


@pytest.mark.parametrize(
    ("name", "denied"),
    [
        ("定点医疗机构", "非定点医疗机构"),
        ("规范转诊", "未规范转诊"),
        ("市内就医", "非市内就医"),
        ("违规诊疗", "无违规诊疗"),
    ],
)
def test_chinese_denies_each_name_in_its_way(name: str, denied: str) -> None:
    assert negated(say("x", name)) == say("not x", denied)


def test_people_are_named_once_and_in_order() -> None:
    comparison = compared("kaizhou-2017", "yunyang-2023")
    printing = Printing.of_comparison(comparison, Language.EN, 100)
    rows = [row for row in comparison.scenes[0].rows if row.effect in (Effect.UP, Effect.MIX)]
    expected = "minimum living guarantee recipients, extremely poor people, patients impoverished by illness"
    assert printing.everyone([*rows, *rows[::-1]]) == expected


def test_articles_in_short() -> None:
    printing = Printing.of_comparison(compared("kaizhou-2017", "yunyang-2023"), Language.ZH, 100)
    whole, part = Citation("section", (2,)), Citation("section", (2, 3, 2, 1))
    assert printing.cited([whole, part, part]) == "〔二(三)2(1)〕"
    assert evolve(printing, language=Language.EN).cited([part, Citation("article", (8, 2))]) == "[2(3)2(1); 8(2)]"
    assert printing.cited([]) == ""


# ── layout ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_brackets_stay_with_what_they_hold() -> None:
    assert wrap("低保对象〔二(三)〕", 10) == ["低保对象", "〔二(三)〕"]
    assert wrap("ratio [2(3)]", 7) == ["ratio", "[2(3)]"]


def test_the_widest_column_is_cut_first() -> None:
    assert fitting([["a" * 30, "b" * 12], ["", "bb"]], 34) == [20, 12]
    assert fitting([["a", "b"]], 40) == [1, 1]


def test_amounts_are_exact_where_they_cross() -> None:
    for left, right in ((kaizhou(), yunyang()), (baoshan(), yunyang())):
        for row in compare(left, right, at=2023).changes:
            if row.proof is not None:
                assert all(isinstance(at, Fraction) for at in row.proof.crossings)
