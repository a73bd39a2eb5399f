"""Two versions of a small document: what happened to the text, what it does to the money, and whose gain that is."""

import json
from collections import Counter
from functools import cache
from importlib.resources import files

import jsonschema
import pytest
from revising import dead

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.compare import (
    Change,
    Comparison,
    Effect,
    FailOn,
    Mode,
    Perspective,
    compare,
    failing,
    render_text,
    seen_by,
    severity,
    to_json,
)
from tiaowen.compiler.compare.model import Structure
from tiaowen.compiler.compare.unexplained import with_unexplained
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language, Text

SCHEMA = json.loads(files("tiaowen.compiler").joinpath("compare/diff.schema.json").read_text(encoding="utf-8"))

OLD = """政策文件 small-2024 “某县医疗救助办法”
地区 云南省
印发日期 2023年12月1日

第一条 救助对象
救助对象包括2类：一类人员、二类人员
一类人员包括特困人员、孤儿
二类人员包括低保对象

第二条 住院救助
关于住院救助：
  适用于住院
  计入政策范围内费用，经基本医疗保险、大病保险支付后
  条件：定点医疗机构
  一类人员：不设起付线，比例100%，年度限额3万元
  二类人员：每次就医起付线1000元，比例70%，年度限额2万元
  多重身份：就高不重复

第三条 门诊救助
特殊病种包括肺癌、脑梗死
关于门诊救助：
  适用于门诊，特殊病种
  计入政策范围内费用，经基本医疗保险、大病保险支付后
  救助对象：比例同住院救助，年度限额5000元

第四条 职责
职责 经办机构：“推送名单”，次月10日前
不计算（资金管理）：“资金专账管理”

第五条 施行
施行：自2024年1月1日起
"""


@cache
def compared(new: str, old: str = OLD, mode: Mode = Mode.REVISE) -> Comparison:
    return compare(compile_policy(old).rules, compile_policy(new).rules, mode=mode)


def revised(*changes: tuple[str, str], mode: Mode = Mode.REVISE) -> Comparison:
    new = OLD
    for old_text, new_text in changes:
        assert new.count(old_text) == 1
        new = new.replace(old_text, new_text)
    return compared(new, mode=mode)


def differing(comparison: Comparison) -> list[Change]:
    return [row for row in comparison.facets if row.effect is not Effect.EQ or row.structure is not Structure.SAME]


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(row.structure.value, row.effect.value, row.benefit, row.facet or "") for row in differing(comparison)]


def texts(row: Change) -> tuple[str | None, str | None]:
    assert row.left is not None
    assert row.right is not None
    return row.left.text.zh, row.right.text.zh


CLASS_1 = "  一类人员：不设起付线，比例100%，年度限额3万元\n"
CLASS_2 = "  二类人员：每次就医起付线1000元，比例70%，年度限额2万元\n"


# ── what happened to the text ────────────────────────────────────────────────────────────────────────────────────


def test_nothing_differs_from_itself() -> None:
    assert differing(compared(OLD)) == []


def test_a_whole_article_under_another_number_is_renumbered() -> None:
    found = revised(("第三条 门诊救助", "第六条 门诊救助"))
    assert told(found) == [("renumbering", "EQ", "", "article")]
    assert texts(differing(found)[0]) == ("第三条", "第六条")


def test_numbers_are_no_difference_between_two_places() -> None:
    assert differing(revised(("第三条 门诊救助", "第六条 门诊救助"), mode=Mode.COMPARE)) == []


def test_a_clause_alone_in_another_article_is_moved() -> None:
    found = revised((CLASS_2, ""), ("第四条 职责\n", f"第四条 职责\n关于住院救助：\n{CLASS_2}"))
    assert told(found) == [("move", "EQ", "inpatient-assistance", "clause")]


def test_a_clause_in_two_is_split_and_the_other_way_round_joined() -> None:
    parts = "  一类人员：不设起付线，比例100%\n  一类人员：年度限额3万元\n"
    assert told(revised((CLASS_1, parts))) == [("split", "EQ", "inpatient-assistance", "clause")]
    back = compared(OLD, OLD.replace(CLASS_1, parts))
    assert told(back) == [("join", "EQ", "inpatient-assistance", "clause")]


def test_a_clause_split_with_another_figure_has_its_effect() -> None:
    found = revised((CLASS_1, "  一类人员：不设起付线，比例90%\n  一类人员：年度限额3万元\n"))
    assert ("split", "DOWN", "inpatient-assistance", "clause") in told(found)
    assert ("substitution", "DOWN", "inpatient-assistance", "ratio") in told(found)


def test_the_same_figures_in_another_order_are_wording() -> None:
    found = revised((CLASS_1, "  一类人员：比例100%，不设起付线，年度限额3万元\n"))
    assert told(found) == [("text-only", "EQ", "inpatient-assistance", "clause")]


def test_a_remark_is_wording_only() -> None:
    assert told(revised(("资金专账管理", "资金单独立账"))) == [("text-only", "EQ", "", "remark")]


@pytest.mark.parametrize("mode", Mode)
def test_a_benefit_by_another_name_for_the_same_cases_is_renamed(mode: Mode) -> None:
    new = OLD.replace("住院救助", "大额费用救助")
    found = compared(new, mode=mode)
    assert [row for row in told(found) if row[0] != "text-only"] == [("renamed", "EQ", "inpatient-assistance", "name")]
    (row,) = [row for row in found.facets if row.facet == "name"]
    assert texts(row) == ("住院救助", "大额费用救助")
    assert {row.effect for scene in found.scenes for row in scene.rows} == {Effect.EQ}


def test_a_benefit_for_other_cases_is_another_one() -> None:
    found = compared(OLD.replace("住院救助", "大额费用救助").replace("适用于住院", "适用于日间手术"))
    assert "renamed" not in {row[0] for row in told(found)}


def test_a_list_is_a_set_whatever_its_entries_are_called() -> None:
    assert differing(revised(("特殊病种包括肺癌、脑梗死", "特殊病种包括脑梗塞、肺癌"))) == []


def test_a_condition_added_or_dropped_is_a_change_of_scope() -> None:
    gone = revised(("  条件：定点医疗机构\n", ""))
    assert told(gone) == [("scope", "UP", "inpatient-assistance", "requires")]


@pytest.mark.parametrize("mode", Mode)
def test_in_principle_is_another_strength_of_the_same_exclusion(mode: Mode) -> None:
    strict, soft = (OLD.replace(CLASS_1, f"  不救助{how}未规范转诊\n{CLASS_1}") for how in ("", "原则上"))
    found = compared(soft, strict, mode)
    assert told(found) == [("scope", "UNDET", "inpatient-assistance", "excludes")]
    assert texts(differing(found)[0]) == ("未规范转诊", "原则上未规范转诊")


@pytest.mark.parametrize(
    ("limit", "effect"), [("限额按年累计", "DOWN"), ("起付线按年累计", "UP")], ids=["cap", "deductible"]
)
def test_counting_together_uses_a_cap_up_sooner_and_a_deductible_too(limit: str, effect: str) -> None:
    plain = OLD.replace("每次就医起付线1000元", "起付线1000元").replace("年度限额5000元", "起付线500元，年度限额5000元")
    apart, together = (
        plain + f"\n第六条 累计\n关于住院救助、门诊救助：\n  {limit}，{how}\n"
        for how in ("各项目相互独立", "各项目合并计算")
    )
    found = compared(together, apart)
    assert set(told(found)) == {
        ("substitution", effect, "inpatient-assistance", "accumulates"),
        ("substitution", effect, "outpatient-assistance", "accumulates"),
    }
    assert all("单独计算" in (one or "") and "合并计算" in (two or "") for one, two in map(texts, differing(found)))


def test_a_class_of_another_name_is_no_difference_for_anybody() -> None:
    new = OLD.replace("一类人员", "重点救助对象").replace("二类人员", "低收入救助对象")
    rows = [row for row in differing(compared(new)) if row.facet not in ("clause", "class")]
    assert rows == []


# ── what it does to the money ────────────────────────────────────────────────────────────────────────────────────


def test_a_reference_hides_a_change_and_the_chain_is_shown() -> None:
    found = revised(("比例70%", "比例60%"))
    assert told(found) == [
        ("substitution", "DOWN", "inpatient-assistance", "ratio"),
        ("substitution", "HIDDEN", "outpatient-assistance", "ratio"),
    ]
    hidden = differing(found)[1]
    assert (hidden.reason.zh or "").startswith("本条文字未改，所援引的住院救助已改")


INCOME = """
第六条 基数
基数 全省居民人均可支配收入，{}年度
关于资助参保：
  适用于居民医保
  救助对象：资助为全省居民人均可支配收入的1%
关于住院救助：
  救助对象：年度限额为全省居民人均可支配收入的100%
"""


def test_another_year_of_a_statistic_is_hidden_in_all_that_is_counted_by_it() -> None:
    plain = OLD.replace("，年度限额3万元", "").replace("，年度限额2万元", "")
    old, new = (plain + INCOME.format(year) for year in ("上一", "上上"))
    found = compared(new, old)
    assert {
        (row.structure.value, row.benefit, row.facet) for row in differing(found) if row.effect is Effect.HIDDEN
    } == {
        ("same", "inpatient-assistance", "cap"),
        ("same", "enrolment-subsidy", "subsidy"),
    }
    (base,) = [row for row in differing(found) if row.effect is not Effect.HIDDEN]
    assert (base.facet, base.effect, base.structure) == ("statistic", Effect.DOWN, Structure.SUBSTITUTION)
    assert texts(base) == ("全省居民人均可支配收入，上一年度", "全省居民人均可支配收入，上上年度")
    reasons = {row.reason.zh for row in differing(found) if row.effect is Effect.HIDDEN}
    assert reasons == {"甲：2024年全省居民人均可支配收入29,932元；乙：2023年全省居民人均可支配收入28,421元"}


def test_between_two_places_a_reference_hides_nothing() -> None:
    found = revised(("比例70%", "比例60%"), mode=Mode.COMPARE)
    assert {row.effect for row in differing(found)} == {Effect.DOWN}


def test_a_changed_definition_is_told_at_its_article_and_hidden_where_it_acts() -> None:
    found = revised(("一类人员包括特困人员、孤儿", "一类人员包括特困人员"), ("包括低保对象", "包括低保对象、孤儿"))
    rows = {(row.benefit, row.facet): row for row in differing(found)}
    assert rows["", "class"].effect is Effect.DOWN
    assert rows["", "class"].who == ("orphans",)
    assert texts(rows["", "class"]) == ("一类人员", "二类人员")
    ratio = rows["inpatient-assistance", "ratio"]
    assert ratio.effect is Effect.HIDDEN
    assert "所指对象已变" in (ratio.reason.zh or "")
    assert {row.who for row in differing(found)} == {("orphans",)}


def test_what_is_paid_otherwise_for_no_reason_told_is_hidden() -> None:
    found = revised(("比例70%", "比例60%"))
    same = [row for row in found.facets if row.effect is Effect.EQ]
    hidden = [row for row in with_unexplained(same, found.scenes) if row.effect is Effect.HIDDEN]
    assert {row.benefit for row in hidden} == {"inpatient-assistance", "outpatient-assistance"}
    assert all("minimum-living-guarantee" in row.who for row in hidden)


TOTAL = """
第六条 总额
额度池 个人年度总额：住院救助、门诊救助
关于个人年度总额：
  救助对象：年度限额1万元
"""


def test_a_cap_that_another_limit_always_comes_before_is_dead() -> None:
    revision = dead(OLD + TOTAL)
    assert revision is not None
    assert dead(OLD) is None
    found = compared(revision.text, OLD + TOTAL)
    assert told(found) == [("substitution", "DEAD", "inpatient-assistance", "cap")]
    (row,) = differing(found)
    assert texts(row) == ("每年30,000元", "每年60,000元")
    assert "不会达到：个人年度总额限额10,000元在先" in (row.reason.zh or "")
    assert failing(found, FailOn.DOWN) == ()


def test_a_cap_that_is_reached_is_not_dead() -> None:
    assert [row.effect for row in differing(revised(("年度限额2万元", "年度限额4万元")))] == [Effect.UP]


def test_dates_and_deadlines_are_differences_of_time() -> None:
    assert told(revised(("2024年1月1日", "2024年3月1日"))) == [("substitution", "TIME", "", "in-force")]
    assert told(revised(("次月10日前", "次月15日前"))) == [("substitution", "TIME", "", "duty")]


def test_the_same_figures_on_other_days_are_a_difference_of_time() -> None:
    first = "  二类人员：比例80%，适用期间自2024年1月1日至2024年{}\n"
    second = "  二类人员：比例70%，适用期间自2024年{}至2030年12月31日\n"
    plain = OLD.replace("起付线1000元，比例70%", "起付线1000元").replace("比例同住院救助", "比例50%")
    old = plain.replace(CLASS_1, CLASS_1 + first.format("6月30日") + second.format("7月1日"))
    new = plain.replace(CLASS_1, CLASS_1 + first.format("8月31日") + second.format("9月1日"))
    found = compared(new, old)
    (row,) = differing(found)
    assert (row.effect, row.facet, row.who) == (Effect.TIME, "ratio", ("minimum-living-guarantee",))
    assert [each.values for each in row.where] == [("2024-07-01..2024-08-31",)]
    assert Effect.UP in {row.effect for scene in found.scenes for row in scene.rows}


def test_a_duty_of_another_authority_on_the_same_object_is_one_duty() -> None:
    found = revised(("经办机构：“推送名单”，次月10日前", "市财政局：“传送人员名册”，每月5日前"))
    assert told(found) == [("substitution", "ADMIN", "", "duty")]
    assert texts(differing(found)[0]) == ("经办机构：推送名单，次月10日前", "市财政局：传送人员名册，每月5日前")


def test_near_categories_are_marked_on_both_sides_and_printed_once() -> None:
    remark = "不计算（定义）：“{}”\n"
    old, new = (
        OLD.replace("二类人员包括低保对象\n", "二类人员包括低保对象、因病致贫重病患者\n" + remark.format(text))
        for text in ("因病致贫指支出超过家庭收入", "因病致贫指支出超过家庭承受能力")
    )
    found = compared(new, old, Mode.COMPARE)
    marked = [row for row in found.changes if row.near]
    assert marked
    assert all("patients-impoverished-by-illness" in row.who for row in marked)
    assert {(each.left.zh, each.right.zh) for row in marked for each in row.near} == {
        ("因病致贫指支出超过家庭收入", "因病致贫指支出超过家庭承受能力")
    }
    text = render_text(found, Language.ZH, 100)
    assert text.count("因病致贫指支出超过家庭收入") == 1
    assert "同名而标准不同" in text
    assert not any(row.near for row in compared(old, old, Mode.COMPARE).changes)


# ── modes ────────────────────────────────────────────────────────────────────────────────────────────────────────

GRAVE = {
    Effect.EQ: None,
    Effect.UP: Severity.INFO,
    Effect.IN: Severity.INFO,
    Effect.DOWN: Severity.ERROR,
    Effect.OUT: Severity.ERROR,
    Effect.MIX: Severity.ERROR,
    Effect.TIME: Severity.INFO,
    Effect.DEAD: Severity.INFO,
    Effect.HIDDEN: Severity.WARNING,
    Effect.UNDET: Severity.WARNING,
    Effect.ADMIN: Severity.INFO,
}


@pytest.mark.parametrize("effect", Effect)
def test_how_grave_an_effect_is_in_a_revision(effect: Effect) -> None:
    row = Change("", None, (), Text(), (), None, None, Structure.SAME, effect, Text(), "")
    assert severity(row, Mode.REVISE) is GRAVE[effect]
    assert severity(row, Mode.COMPARE) is None


# ── perspective ──────────────────────────────────────────────────────────────────────────────────────────────────

MIXED = (("比例100%", "比例90%"), ("年度限额2万元", "年度限额4万元"), ("起付线1000元", "起付线3000元"))


def effects(comparison: Comparison) -> Counter[tuple[str, str | None, tuple[str, ...], Effect]]:
    return Counter((row.benefit, row.facet, row.who, row.effect) for row in comparison.changes)


def test_what_the_people_gain_the_fund_loses() -> None:
    found = revised(*MIXED)
    fund = seen_by(found, Perspective.FUND)
    assert {Effect.DOWN, Effect.MIX} <= {row.effect for row in found.changes}
    for mine, theirs in zip(found.changes, fund.changes, strict=True):
        assert theirs.effect is mine.effect.mirrored
        if mine.proof is not None:
            assert theirs.proof is not None
            assert (theirs.proof.max_gain, theirs.proof.max_loss) == (mine.proof.max_loss, mine.proof.max_gain)
            assert (theirs.proof.gains, theirs.proof.losses) == (mine.proof.losses, mine.proof.gains)
    assert seen_by(fund, Perspective.BENEFICIARY) == found
    assert seen_by(found, Perspective.BENEFICIARY) is found


def test_the_fund_sees_a_revision_as_the_people_see_it_undone() -> None:
    found = revised(*MIXED)
    new = OLD
    for old_text, new_text in MIXED:
        new = new.replace(old_text, new_text)
    assert effects(seen_by(found, Perspective.FUND)) == effects(compared(OLD, new))


@pytest.mark.parametrize(
    ("change", "beneficiary", "fund"), [(("比例70%", "比例60%"), True, False), (("比例70%", "比例80%"), False, True)]
)
def test_a_loss_is_a_failure_for_whoever_loses(change: tuple[str, str], *, beneficiary: bool, fund: bool) -> None:
    found = revised(change)
    assert bool(failing(found, FailOn.DOWN)) is beneficiary
    assert bool(failing(seen_by(found, Perspective.FUND), FailOn.DOWN)) is fund
    assert failing(found, FailOn.ANY)


def test_the_report_for_the_fund_speaks_of_the_fund() -> None:
    fund = seen_by(revised(("比例70%", "比例80%")), Perspective.FUND)
    for language, more, people in ((Language.EN, "the fund pays more", "B gives"), (Language.ZH, "基金多支", "乙更")):
        text = render_text(fund, language, 100, mode=Mode.REVISE)
        assert more in text
        assert people not in text


@pytest.mark.parametrize("perspective", Perspective)
def test_data_say_whose_gains_they_are(perspective: Perspective) -> None:
    data = to_json(seen_by(revised(*MIXED), perspective), mode=Mode.REVISE)
    assert data["perspective"] == perspective.value
    jsonschema.validate(data, SCHEMA)
