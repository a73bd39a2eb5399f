"""Kaizhou 2017 (开州府办发〔2017〕123号), settled by hand from its five parts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from differential.hand_common import (
    ELSEWHERE,
    ENROLMENT,
    EXCLUDED,
    INPATIENT,
    LARGE,
    OUTPATIENT,
    SPECIAL,
    UNDETERMINED,
    Claim,
    Record,
    Settled,
    agreed,
    alike,
    amount_record,
    fen,
    held,
    in_order,
    names,
    share,
)

IN_FORCE = "2017-07-04"  # the day of issue: the notice names no other
ENROLMENT_FROM, ENROLMENT_TO = "2017-01-01", "2020-12-31"  # 二（一）: from 2017 to the end of the 13th five-year plan

# 一, in the order of the notice
KEY = ("低保对象", "特困人员", "城市三无人员", "农村五保对象", "孤儿", "事实无人抚养儿童")
LOW_INCOME = ("在乡重点优抚对象", "重度残疾人", "民政部门建档特殊困难人员")
RECIPIENTS = (*KEY, *LOW_INCOME, "因病致贫重病患者")
# 一（一）: 特困供养人员（含…）. Who is only said to be one of them may be any of the four kinds.
DESTITUTE = "特困人员"
KINDS_OF_DESTITUTE = ("城市三无人员", "农村五保对象", "孤儿", "事实无人抚养儿童")
STUDENT = "家庭经济困难在校大学生"  # 二（四）, last paragraph: aided by the school

# 二（三）, level 3. Not named: 在乡重点优抚对象.
ORDINARY_AT_LEVEL_3 = {
    "城市三无人员": 80,
    "农村五保对象": 80,
    "低保对象": 70,
    "孤儿": 70,
    "事实无人抚养儿童": 70,  # （含困境儿童）, K-CHILD-LEVEL-3
    "重度残疾人": 60,
    "民政部门建档特殊困难人员": 60,
    "因病致贫重病患者": 60,
}
# 二（四）1, by 2 also for large expenses. Not named: 事实无人抚养儿童 (K-CHILD-SPECIAL).
SPECIAL_RATIO = {
    "城市三无人员": 80,
    "农村五保对象": 80,
    "在乡重点优抚对象": 70,
    "低保对象": 70,
    "孤儿": 70,
    "重度残疾人": 60,
    "民政部门建档特殊困难人员": 60,
    "因病致贫重病患者": 60,
}
# 二（二）, fen a year. Not named: nothing (K-OUTPATIENT-FULL, K-CHILD-OUTPATIENT).
OUTPATIENT_CAP = {
    "城市三无人员": 400_00,
    "农村五保对象": 400_00,
    "低保对象": 300_00,
    "孤儿": 300_00,
    "在乡重点优抚对象": 300_00,
}
# Other names the notice has for them (二（三） 困境儿童), and two groups it cuts out of them (二（二） 400 yuan)
OTHER_NAMES = {
    "困境儿童": "事实无人抚养儿童",
    "在乡优抚对象": "在乡重点优抚对象",
    "高龄低保对象": "低保对象",
    "院外维持治疗低保对象": "低保对象",
}
OF_400 = frozenset({"高龄低保对象", "院外维持治疗低保对象"})
CAP = {INPATIENT: 6_000_00, SPECIAL: 100_000_00, LARGE: 60_000_00}

LISTED = frozenset(
    {
        "肺癌",
        "食道癌",
        "胃癌",
        "结肠癌",
        "直肠癌",
        "乳腺癌",
        "宫颈癌",
        "严重多器官衰竭",
        "再生障碍性贫血",
        "终末期肾病",
        "耐多药肺结核",
        "艾滋病机会性感染",
        "重性精神病",
        "血友病",
        "肝肾移植前透析和手术后抗排异治疗",
        "慢性粒细胞白血病",
        "急性心肌梗塞",
        "脑梗死",
        "重症甲型H1N1",
        "1型糖尿病",
        "甲亢",
        "唇腭裂",
        "地中海贫血",
        "白血病",
        "儿童白血病",
        "肇事肇祸精神病",  # K-PSYCHOSIS: the three names before it are its kinds
    }
)
# 二（四）1, last paragraph: priced and aided by 渝办发〔2010〕263号 (K-CHILD-EXTERNAL)
BY_ANOTHER_DOCUMENT = frozenset({"儿童急性白血病", "儿童先心病"})
# 二（四）1: radiotherapy and chemotherapy, dialysis, transfusion
BENEFITS = {
    "住院": (SPECIAL, LARGE, INPATIENT),
    "普通门诊": (OUTPATIENT,),  # 二（二）: 普通疾病门诊, as against outpatient care that insurance keeps apart
    "门诊放化疗": (SPECIAL,),
    "门诊透析": (SPECIAL,),
    "门诊输血": (SPECIAL,),
}


class Year:
    """What a person has been paid in one calendar year, by benefit."""

    __slots__ = ("paid",)

    def __init__(self) -> None:
        self.paid = {INPATIENT: 0, OUTPATIENT: 0, SPECIAL: 0, LARGE: 0}


def settle(claims: Iterable[Claim]) -> Settled:
    """Settle all claims of one person."""
    years: dict[str, Year] = {}
    result: Settled = {}
    for claim in in_order(claims):
        day = str(claim["date"])
        if claim.get("kind") == "enrolment":
            result[str(claim["claim"])] = [enrolment(claim, day)]
            continue
        care = str(claim["care"])
        benefits = BENEFITS.get(care)
        if benefits is None:
            result[str(claim["claim"])] = []
            continue
        year = years.get(day[:4])
        if year is None:
            year = years[day[:4]] = Year()
        result[str(claim["claim"])] = visit(claim, day, benefits, year)
    return result


def visit(claim: Claim, day: str, benefits: Sequence[str], year: Year) -> list[Record]:
    """One visit under 二（二） to （四） and 三（三）."""
    if day < IN_FORCE:
        return [alike(benefit, ELSEWHERE) for benefit in benefits]
    categories = held(claim.get("categories"), day)
    marks = names(claim.get("marks"))
    # Each fact that is not stated may be what it may be; what comes out the same each time stands.
    grade = claim.get("disability_grade")
    unknown = [
        Unknown(level, age, kind, severe)
        for level in ([int(str(claim["level"]))] if stated(claim, "level") else (1, 2, 3))
        for age in ([int(str(claim["age"]))] if stated(claim, "age") else (79, 80))
        for kind in (KINDS_OF_DESTITUTE if DESTITUTE in categories else (DESTITUTE,))
        for severe in ([int(str(grade)) <= 2] if stated(claim, "disability_grade") else (True, False))
    ]
    outcome = agreed(benefits, [stay(claim, benefits, categories, marks, year, each) for each in unknown])
    for benefit, record in outcome.items():
        year.paid[benefit] += record[2] or 0
    return list(outcome.values())


class Unknown(NamedTuple):
    """The facts that a claim need not state."""

    level: int
    age: int
    kind: str  # of 特困人员
    severe: bool  # of 残疾人: 1—2级


def stated(claim: Claim, column: str) -> bool:
    return claim.get(column) not in (None, "")


def stay(
    claim: Claim, benefits: Sequence[str], categories: set[str], marks: set[str], year: Year, known: Unknown
) -> dict[str, Record]:
    """The benefits of one visit, all facts being known."""
    identities = persons(categories, known)
    student = STUDENT in categories
    # 三（三）: only in designated institutions; 五: what breaks the rules of treatment is not settled
    if not identities:
        return {benefit: alike(benefit, ELSEWHERE if student else EXCLUDED) for benefit in benefits}
    kept_out = "定点医疗机构" not in marks or "违规诊疗" in marks
    # K-BASE-ORDINARY, K-CRITICAL, K-SUPPLEMENTARY: after basic and critical illness insurance, for every benefit
    in_scope = fen(claim["in_scope"])
    base = max(0, in_scope - fen(claim.get("paid_basic")) - fen(claim.get("paid_critical_illness")))
    diseases = names(claim.get("diseases"))
    by_another = not diseases.isdisjoint(BY_ANOTHER_DOCUMENT)
    special = SPECIAL in benefits and (by_another or not diseases.isdisjoint(LISTED))
    large = LARGE in benefits and not special and known.level >= 2 and in_scope > 30_000_00
    by_disease = {name: SPECIAL_RATIO.get(row) for name, row in identities.items()}
    result = {}
    for benefit in benefits:
        if benefit == SPECIAL and special and by_another:
            record = alike(benefit, ELSEWHERE)  # whose conditions are its own
        elif kept_out:
            record = alike(benefit, EXCLUDED)
        elif (benefit == SPECIAL and special) or (benefit == LARGE and large):
            record = by_ratio(benefit, base, by_disease, year)
        elif benefit in (SPECIAL, LARGE) or special or large:
            # K-INSTEAD, K-INSTEAD-USED-UP, K-UNDETERMINED-DISPLACES
            record = alike(benefit, EXCLUDED)
        elif benefit == INPATIENT and known.level <= 2:
            record = by_ratio(benefit, base, {name: 80 if row in KEY else 70 for name, row in identities.items()}, year)
        elif benefit == INPATIENT:
            ratios = {name: ORDINARY_AT_LEVEL_3.get(row) for name, row in identities.items()}
            record = by_ratio(benefit, base, ratios, year)
        else:
            record = ordinary_outpatient(base, identities, marks, year, known.age)
        displaced = benefit == INPATIENT and (special or large) and not kept_out and not by_another
        # Aided by the school as a student, and by this notice as what else the person is: which counts is not said.
        if student and record[1] != ELSEWHERE and not displaced:
            record = alike(benefit, UNDETERMINED)
        result[benefit] = record
    return result


def by_ratio(benefit: str, base: int, ratios: Mapping[str, int | None], year: Year) -> Record:
    """A share of the cost up to the cap of the year. The notice does not say which of several identities counts."""
    room = max(0, CAP[benefit] - year.paid[benefit])
    amounts = {None if ratio is None else min(share(base, ratio), room) for ratio in ratios.values()}
    amount = amounts.pop()
    if amounts or amount is None:
        return alike(benefit, UNDETERMINED)
    return amount_record(benefit, amount, next(iter(ratios)))


def ordinary_outpatient(base: int, identities: dict[str, str], marks: set[str], year: Year, age: int) -> Record:
    """二（二）: costs in full up to 400 or 300 yuan a year."""
    amounts = {}
    for name, row in identities.items():
        cap = OUTPATIENT_CAP.get(row)
        if cap is None:
            continue
        if row == "低保对象" and (age >= 80 or "院外维持治疗" in marks or name in OF_400):  # K-AGE-80
            cap = 400_00
        amounts[name] = min(base, max(0, cap - year.paid[OUTPATIENT]))
    if not amounts:
        return alike(OUTPATIENT, EXCLUDED)
    if len(set(amounts.values())) > 1:
        return alike(OUTPATIENT, UNDETERMINED)
    name, amount = next(iter(amounts.items()))
    return amount_record(OUTPATIENT, amount, name)


def persons(categories: set[str], known: Unknown) -> dict[str, str]:
    """The identities of 一 that a person has, in its order, each with the kind of person it stands for."""
    result = {name: known.kind if name == DESTITUTE else name for name in RECIPIENTS if name in categories}
    if "残疾人" in categories and known.severe and "重度残疾人" not in categories:
        result["残疾人"] = "重度残疾人"
    result |= {name: row for name, row in OTHER_NAMES.items() if name in categories}
    if "一至六级残疾军人" in categories:  # 一（二）: 不含
        result = {name: row for name, row in result.items() if row != "在乡重点优抚对象"}
    # A kind says more than the word itself.
    if not categories.isdisjoint(KINDS_OF_DESTITUTE):
        result.pop(DESTITUTE, None)
    if not categories.isdisjoint(OF_400):
        result.pop("低保对象", None)
    if "在乡重点优抚对象" in result:
        result.pop("在乡优抚对象", None)
    return dict(sorted(result.items(), key=lambda item: RECIPIENTS.index(item[1])))


def enrolment(claim: Claim, day: str) -> Record:
    """二（一）; outside its years the notice has no such rule."""
    if not ENROLMENT_FROM <= day <= ENROLMENT_TO:
        return alike(ENROLMENT, ELSEWHERE)
    categories = held(claim.get("categories"), day)
    grade = claim.get("disability_grade")
    severe = [int(str(grade)) <= 2] if stated(claim, "disability_grade") else [True, False]
    versions = [{ENROLMENT: subsidy(claim, persons(categories, Unknown(1, 0, DESTITUTE, each)))} for each in severe]
    return agreed([ENROLMENT], versions)[ENROLMENT]


def subsidy(claim: Claim, identities: dict[str, str]) -> Record:
    """The subsidy, the identities being known."""
    if not identities:
        return alike(ENROLMENT, EXCLUDED)
    own, tier_1 = fen(claim["premium"]), fen(claim.get("premium_tier_1"))
    plan = claim["plan"]
    if plan == "居民医保一档":
        amounts = {own if row in KEY else min(own, share(own, 70)) for row in identities.values()}
    elif plan in ("居民医保二档", "职工医保"):
        amounts = {min(own, tier_1)}
    else:
        return alike(ENROLMENT, UNDETERMINED if plan == "居民医保" else EXCLUDED)
    if len(amounts) > 1:
        return alike(ENROLMENT, UNDETERMINED)
    return amount_record(ENROLMENT, amounts.pop(), next(iter(identities)))
