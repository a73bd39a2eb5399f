"""Baoshan 2022 (保政办规〔2022〕2号), settled by hand from its 32 articles."""

from collections.abc import Iterable

from differential.hand_common import (
    ELSEWHERE,
    ENROLMENT,
    EXCLUDED,
    INPATIENT,
    OUTPATIENT,
    UNDETERMINED,
    Claim,
    Record,
    Settled,
    alike,
    amount_record,
    fen,
    held,
    in_order,
    names,
    share,
)

IN_FORCE = "2023-01-01"  # 第三十二条

# Per-capita disposable income of all residents of Yunnan, whole yuan as published, by the year it is about.
INCOME = {2022: 26937, 2023: 28421, 2024: 29932}

# 第六条, in the order of the article. 孤儿 includes 事实无人抚养儿童; the urban three-no and rural five-guarantee
# persons are 特困人员; three kinds of household make up the monitored rural population.
CLASS = {
    "特困人员": 1,
    "城市三无人员": 1,
    "农村五保对象": 1,
    "孤儿": 1,
    "事实无人抚养儿童": 1,
    "低保对象": 2,
    "返贫致贫人口": 2,
    "低保边缘家庭成员": 3,
    "纳入监测范围的农村易返贫致贫人口": 3,
    "边缘易致贫户": 3,
    "脱贫不稳定户": 3,
    "突发严重困难户": 3,
    "深度困难职工": 3,
    "因病致贫重病患者": 4,
    "相对困难职工": 4,
    "其他特殊困难人员": 4,
}
# 第十条 percent of the income that is the deductible, 第十一条 percent paid
TERMS = {1: (0, 100), 2: (0, 70), 3: (10, 60), 4: (25, 50)}

# 第十三条: rural low-income people; who has no class of 第六条 goes by another policy (B-ARTICLE-13).
RURAL_LOW_INCOME = frozenset({"农村低收入人口", "脱贫人口"})

# 第九条. 日间手术 is counted with the stays (B-DAY-SURGERY).
INPATIENT_CARE = frozenset({"住院", "日间手术"})
RESCUE_CARE = frozenset({"门诊急诊抢救", "院前急诊抢救"})
LISTED_OUTPATIENT_CARE = frozenset({"门诊慢性病", "门诊特殊病", "门诊慢特病", "谈判药品门诊保障"}) | RESCUE_CARE

# 第八条（二）: a fixed sum, which the provincial bureaus set (第八条（三）): nobody can say how much.
FIXED_SUM = frozenset(
    {
        "丧失劳动能力的一二级重度残疾人",
        "低收入家庭老年人",
        "低收入家庭未成年人",
        "三级智力和精神残疾人",
        "边境一线行政村农村居民",
        "边境一线行政村重点优抚对象",
    }
)


class Year:
    """What a person has used in one calendar year."""

    __slots__ = ("deductible", "paid")

    def __init__(self) -> None:
        self.deductible = 0  # 第十条: one deductible over both benefits (B-DEDUCTIBLE-SHARED)
        self.paid = {INPATIENT: 0, OUTPATIENT: 0}  # 第十二条: a cap each (B-CAP-SEPARATE)


def settle(claims: Iterable[Claim]) -> Settled:
    """Settle all claims of one person."""
    years: dict[str, Year] = {}
    result: Settled = {}
    for claim in in_order(claims):
        day = str(claim["date"])
        if claim.get("kind") == "enrolment":
            result[str(claim["claim"])] = [enrolment(claim, day)]
            continue
        care = claim["care"]
        if care in INPATIENT_CARE:
            benefit = INPATIENT
        elif care in LISTED_OUTPATIENT_CARE:
            benefit = OUTPATIENT
        else:  # C-LEFT-OUT: 第九条 does not list it
            result[str(claim["claim"])] = []
            continue
        year = years.get(day[:4])
        if year is None:
            year = years[day[:4]] = Year()
        result[str(claim["claim"])] = [visit(claim, day, benefit, year)]
    return result


def visit(claim: Claim, day: str, benefit: str, year: Year) -> Record:
    """One visit under 第九条 to 第十四条."""
    if day < IN_FORCE:
        return alike(benefit, ELSEWHERE)
    categories = held(claim.get("categories"), day)
    own = [name for name in CLASS if name in categories]
    if not own:
        return alike(benefit, EXCLUDED if categories.isdisjoint(RURAL_LOW_INCOME) else ELSEWHERE)
    # 第九条: without a proper referral nothing, except a follow-up visit and rescue (B-EMERGENCY-CARE).
    if claim["care"] not in RESCUE_CARE and names(claim.get("marks")).isdisjoint(("规范转诊", "复诊", "急诊抢救")):
        return alike(benefit, EXCLUDED)
    income = INCOME.get(int(day[:4]) - 1)
    if income is None:
        return alike(benefit, UNDETERMINED)
    # 第九条: what is left after basic, critical illness and (等, B-SUPPLEMENTARY) supplementary insurance
    base = fen(claim["in_scope"]) - fen(claim.get("paid_basic")) - fen(claim.get("paid_critical_illness"))
    base = max(0, base - fen(claim.get("paid_supplementary")))
    room = max(0, income * 100 - year.paid[benefit])  # 第十二条, B-CAP-EXACT
    best, best_used, best_name = -1, 0, ""
    for name in own:  # 第十四条: the class that pays most, the earlier on a tie
        deductible, percent = TERMS[CLASS[name]]
        used = min(base, max(0, income * deductible - year.deductible))  # income in yuan x percent = fen
        amount = min(share(base - used, percent), room)
        if amount > best:
            best, best_used, best_name = amount, used, name
    year.deductible += best_used  # B-DEDUCTIBLE-CAPPED: also where the cap leaves nothing
    year.paid[benefit] += best
    return amount_record(benefit, best, best_name)


def enrolment(claim: Claim, day: str) -> Record:
    """第八条: full for class 1, a sum set elsewhere for the persons of （二）, by the class held when paying."""
    if day < IN_FORCE:
        return alike(ENROLMENT, ELSEWHERE)
    if claim["plan"] not in ("居民医保", "居民医保一档", "居民医保二档"):  # it speaks of 居民医保 only
        return alike(ENROLMENT, EXCLUDED)
    categories = held(claim.get("categories"), day)
    for name, number in CLASS.items():
        if number == 1 and name in categories:  # the highest grade there is, whatever else is held
            return amount_record(ENROLMENT, fen(claim["premium"]), name)
    age = claim.get("age")
    fixed = (
        not categories.isdisjoint(FIXED_SUM)
        or any(CLASS.get(name) == 2 for name in categories)
        or ("低收入家庭成员" in categories and (age is None or int(str(age)) >= 60))  # the age of 60 included
    )
    return alike(ENROLMENT, UNDETERMINED if fixed else EXCLUDED)
