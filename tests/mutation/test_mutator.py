"""The mutator itself, on a policy of a few lines: these mutants and no others, and what is noticed and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutation.figures import shifted
from mutation.mutants import mutants_of
from mutation.trial import shipped, titled
from mutation.verdict import Verdict, examine, known_findings

SMALL = """政策文件 small-2024 “样本” / "A sample"
印发日期 2024年1月31日 由“县政府” / "County"

第一条 对象 / Recipients
救助对象包括2类：低保对象、特困人员

第二条 住院 / Inpatient
关于住院救助：
  适用于住院
  计入政策范围内费用，经基本医疗保险、大病保险支付后
  理解 “大病保险在内60%” / "60%"
  低保对象，三级医疗机构：比例50%，每次就医限额1.5万元
  特困人员，其中年龄不低于80周岁：比例60%，不设限额
  特困人员，其中年龄低于80周岁：比例60%，不设限额

第三条 施行 / Entry into force
施行：自2024年2月1日起
职责 县财政局：“拨付3次”，每年12月31日前

示例 “低保对象” / "Minimum living guarantee"
  人员：低保对象
  就医 2024年3月1日：住院、三级医疗机构，政策范围内费用=3万元，基本医疗保险=1万元
  应得 住院救助=1万元
"""

MUTANTS = [
    "figure 2: 2024年1月31日 → 2024年2月1日",
    "figure 2: 2024年1月31日 → 2024年1月30日",
    "figure 5: 2类 → 3类",
    "figure 5: 2类 → 1类",
    "figure 12: 50% → 51%",
    "figure 12: 50% → 49%",
    "figure 12: 1.5万元 → 1.6万元",
    "figure 12: 1.5万元 → 1.4万元",
    "figure 13: 80周岁 → 81周岁",
    "figure 13: 80周岁 → 79周岁",
    "figure 13: 60% → 61%",
    "figure 13: 60% → 59%",
    "figure 14: 80周岁 → 81周岁",
    "figure 14: 80周岁 → 79周岁",
    "figure 14: 60% → 61%",
    "figure 14: 60% → 59%",
    "figure 17: 2024年2月1日 → 2024年2月2日",
    "figure 17: 2024年2月1日 → 2024年1月31日",
    "figure 18: 12月31日 → 1月1日",
    "figure 18: 12月31日 → 12月30日",
    "comparison 13: 不低于 → 不超过",
    "comparison 13: 不低于 → 超过",
    "comparison 14: 低于 → 超过",
    "comparison 14: 低于 → 不超过",
    "definition entry 5: 低保对象、 → (nothing)",
    "definition entry 5: 、特困人员 → (nothing)",
    "list entry 10: 基本医疗保险、 → (nothing)",
    "list entry 10: 、大病保险 → (nothing)",
    "list entry 12: 低保对象， → (nothing)",
    "list entry 12: ，三级医疗机构 → (nothing)",
    "list entry 13: ，其中年龄不低于80周岁 → (nothing)",
    "list entry 14: ，其中年龄低于80周岁 → (nothing)",
    "way 12: 每次就医 → 年度",
    "line 5: 救助对象包括2类：低保对象、特困人员 → (nothing)",
    "line 9: 适用于住院 → (nothing)",
    "line 10: 计入政策范围内费用，经基本医疗保险、大病保险支付后 → (nothing)",
    "line 12: 低保对象，三级医疗机构：比例50%，每次就医限额1.5万元 → (nothing)",
    "line 13: 特困人员，其中年龄不低于80周岁：比例60%，不设限额 → (nothing)",
    "line 14: 特困人员，其中年龄低于80周岁：比例60%，不设限额 → (nothing)",
    "line 17: 施行：自2024年2月1日起 → (nothing)",
    "line 18: 职责 县财政局：“拨付3次”，每年12月31日前 → (nothing)",
    "swap 12: 比例50%，每次就医限额1.5万元 | 比例60%，不设限额 → 比例60%，不设限额 | 比例50%，每次就医限额1.5万元",
]


DOUBTFUL = """政策文件 doubtful-2024 “样本” / "A sample"

第一条 对象 / Recipients
疑义 age “‘80岁以上’含不含80岁” / "Does 80 and over include 80"
  理解 included，采用：救助对象包括低保对象，其中年龄不低于80周岁
  理解 excluded：救助对象包括低保对象，其中年龄超过80周岁
"""


def verdict(old: str, new: str) -> Verdict:
    assert SMALL.count(old) == 1
    return examine(SMALL.replace(old, new), known_findings(SMALL))


def test_these_are_the_mutants_of_a_small_policy() -> None:
    assert [f"{m.kind} {m.row.number}: {m.told()}" for m in mutants_of(SMALL)] == MUTANTS


def test_a_mutant_differs_from_its_file_in_what_it_tells() -> None:
    mutants = {f"{m.kind} {m.row.number}: {m.told()}": m.apply(SMALL) for m in mutants_of(SMALL)}
    assert mutants["figure 12: 50% → 51%"] == SMALL.replace("50%，", "51%，")
    assert mutants["list entry 12: ，三级医疗机构 → (nothing)"] == SMALL.replace("，三级医疗机构：", "：")
    swapped = SMALL.replace("构：比例50%，每次就医限额1.5万元", "构：A").replace(
        "不低于80周岁：比例60%，不设限额", "不低于80周岁：B"
    )
    swapped = swapped.replace("：A", "：比例60%，不设限额").replace("：B", "：比例50%，每次就医限额1.5万元")
    assert mutants[MUTANTS[-1]] == swapped
    assert len(set(mutants.values())) == len(MUTANTS)


def test_of_a_doubt_the_adopted_reading_changes_and_the_other_is_adopted() -> None:
    mutants = list(mutants_of(DOUBTFUL))
    assert [f"{m.kind} {m.row.number} {m.row.form}: {m.told()}" for m in mutants] == [
        "figure 5 definition: 80周岁 → 81周岁",
        "figure 5 definition: 80周岁 → 79周岁",
        "comparison 5 definition: 不低于 → 不超过",
        "comparison 5 definition: 不低于 → 超过",
        "definition entry 5 definition: ，其中年龄不低于80周岁 → (nothing)",
        "line 5 definition: 救助对象包括低保对象，其中年龄不低于80周岁 → 不作规定",
        "reading 5 definition: included → excluded",
    ]
    assert mutants[-1].apply(DOUBTFUL) == DOUBTFUL.replace("included，采用：", "included：").replace(
        "excluded：", "excluded，采用："
    )


def test_mutants_that_are_alike_have_titles_of_their_own() -> None:
    titles = [title for _, title in titled("small-2024", mutants_of(SMALL))]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if "60% → 61%" in title] == [
        "small-2024 第二条 figure: 60% → 61%",
        "small-2024 第二条 figure: 60% → 61% (2)",
    ]


def test_the_file_as_it_is_alarms_nobody() -> None:
    assert verdict("50%", "50%") == Verdict()


def test_an_example_notices_a_figure() -> None:
    found = verdict("50%", "51%")
    assert found == Verdict(examples=("低保对象",))
    assert found.caught


def test_a_figure_that_no_example_reaches_survives() -> None:
    found = verdict("不低于80周岁：比例60%", "不低于80周岁：比例61%")
    assert found == Verdict()
    assert not found.caught


def test_the_compiler_notices_a_list_that_is_too_short() -> None:
    assert verdict("低保对象、特困人员", "低保对象").warnings == ("TW601",)


def test_a_line_that_cannot_be_read_is_no_mutant_to_count() -> None:
    assert verdict("比例50%", "比例50").unreadable
    assert not verdict("比例50%", "比例101%").unreadable


@pytest.mark.parametrize(
    ("figure", "others"),
    [
        ("26,937元", ["26,938元", "26,936元"]),
        ("2.50%", ["2.51%", "2.49%"]),
        ("0元", ["1元"]),
        ("1至2种", ["2至2种", "0至2种", "1至3种", "1至1种"]),
        ("2023-12-31", ["2024-01-01", "2023-12-30"]),
        ("2月28日", ["2月29日", "2月27日"]),
        ("次月10日前", ["次月11日前", "次月9日前"]),
    ],
)
def test_a_figure_is_off_by_one_in_its_last_digit(figure: str, others: list[str]) -> None:
    assert list(shifted(figure)) == others


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_no_two_mutants_of_a_shipped_policy_are_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mutants = list(mutants_of(text))
    assert len({m.apply(text) for m in mutants}) == len(mutants)
    assert all(m.apply(text) != text for m in mutants)
