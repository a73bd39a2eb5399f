"""Statistics: which year's figure of which place, short names in either language, figures of the document itself."""

from __future__ import annotations

import pytest
from small_documents import HEADER, INPATIENT, RECIPIENTS, amounts, claim, ids, inpatient, rules

from tiaowen.compiler.rules.model import OfFact, OfStatistic
from tiaowen.compiler.vocabulary import load_statistics

YUNNAN = load_statistics()["provincial-disposable-income", "yunnan"]


def capped(cap: str, *basis: str, region: str = "Yunnan, Baoshan") -> str:
    text = inpatient(f"recipients: ratio 100%, cap {cap}").replace("region Yunnan", f"region {region}")
    return text.replace("Article 2\n", "Article 2\n" + "".join(f"{line}\n" for line in basis))


def caps(text: str, *years: int) -> list[str]:
    return amounts(text, *(claim("orphans", 900_000, date=f"{year}-05-01", person=str(year)) for year in years))


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


@pytest.mark.parametrize(("year", "lag"), [("previous year", 1), ("current year", 0)])
def test_the_year_is_as_the_basis_says(year: str, lag: int) -> None:
    text = capped("1x provincial disposable income", f"basis provincial disposable income, {year}")
    assert caps(text, 2023, 2024) == [yuan(YUNNAN[2023 - lag].fen), yuan(YUNNAN[2024 - lag].fen)]


@pytest.mark.parametrize("short", ["income", "收入", "Income", "base amount", "基数额"])
@pytest.mark.parametrize("named", ["income", "收入", "INCOME", "base amount", "基数额"])
def test_a_short_name_is_the_same_in_both_languages_where_the_vocabulary_knows_it(short: str, named: str) -> None:
    text = capped(f"1x {named}", f"basis provincial disposable income, previous year, called {short}")
    registered = {"income", "收入"}
    if short.lower() == named.lower() or {short.lower(), named.lower()} <= registered:
        assert caps(text, 2023) == [yuan(YUNNAN[2022].fen)]
    else:
        assert ids(text) in (["TW329"], ["TW107"])


def test_the_customers_clause_stands_in_a_chinese_file() -> None:
    text = (
        "政策文件 town “某镇办法”\n地区 云南省\n印发日期 2023年1月1日\n第一条\n"
        "救助对象包括三类人员\n三类人员包括低保边缘家庭成员\n第二条\n"
        "基数 全省居民人均可支配收入，上一年度，由统计部门公布，简称收入\n关于住院救助：\n  适用于住院\n"
        "  计入政策范围内费用，经基本医疗保险支付后\n"
        "  class 3: deductible 10% of provincial disposable income, ratio 60%, cap 1x income\n"
    )
    assert amounts(text, claim("低保边缘家庭成员", 10_000)) == ["4383.78"]


def test_figures_of_the_document_itself() -> None:
    basis = "basis minimum living guarantee standard, current year"
    own = "value of minimum living guarantee standard, 2023 = 700.50 yuan"
    text = capped("2x minimum living guarantee standard", basis, own)
    assert caps(text, 2023, 2024) == ["1401.00", "undetermined"]
    placed = own.replace(", 2023", ", Baoshan, 2023")
    assert caps(capped("2x minimum living guarantee standard", basis, placed), 2023) == ["1401.00"]


def test_an_own_figure_goes_before_the_shipped_one() -> None:
    basis = "basis provincial disposable income, current year"
    text = capped("1x provincial disposable income", basis, "value of provincial disposable income, 2023 = 5 yuan")
    assert caps(text, 2023, 2022) == ["5.00", yuan(YUNNAN[2022].fen)]


def test_figures_are_those_of_the_innermost_region_that_has_them() -> None:
    text = capped(
        "1x provincial disposable income",
        "basis provincial disposable income, current year",
        "value of provincial disposable income, Yunnan, 2023 = 5 yuan",
        "value of provincial disposable income, Baoshan, 2023 = 4 yuan",
    )
    assert rules(text).parameters[0].region == "baoshan"
    assert caps(text, 2023) == ["4.00"]
    assert (
        rules(capped("1x income", "basis national disposable income, previous year, called income"))
        .parameters[0]
        .region
        == "china"
    )


def test_a_named_amount_is_a_fact_of_the_claim_or_a_figure_of_the_document() -> None:
    asked = rules(capped("50% of basic insurance ceiling"))
    assert isinstance(asked.benefits[0].facet("cap")[0].value, OfFact)
    given = rules(
        capped(
            "50% of basic insurance ceiling",
            "basis basic insurance ceiling, current year",
            "value of basic insurance ceiling, 2023 = 80,000 yuan",
        )
    )
    assert isinstance(given.benefits[0].facet("cap")[0].value, OfStatistic)
    assert given.figures["basic-insurance-ceiling"][2023].fen == 8_000_000


def test_a_statistic_of_the_documents_own() -> None:
    text = "[statistics]\ntown standard = 镇标准\n" + capped(
        "3x 镇标准", "basis town standard, previous year", "value of town standard, 2022 = 100 yuan"
    )
    assert caps(text, 2023) == ["300.00"]


def test_an_undated_statistic_is_told_once() -> None:
    text = (
        HEADER
        + RECIPIENTS
        + INPATIENT
        + "  class 1: ratio 50%, cap 1x provincial disposable income\n"
        + "  others: ratio 50%, cap 2x provincial disposable income\n"
    )
    assert ids(text) == ["TW302"]
