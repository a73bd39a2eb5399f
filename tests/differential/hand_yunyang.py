"""Yunyang 2023 (云阳府办规〔2023〕8号), settled by hand from its three parts and the annex."""

from collections.abc import Iterable

from differential.hand_common import (
    ELSEWHERE,
    ENROLMENT,
    EXCLUDED,
    INPATIENT,
    LARGE,
    OUTPATIENT,
    OUTPATIENT_CARE,
    SPECIAL,
    TILTED,
    UNDETERMINED,
    ZERO,
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

IN_FORCE = "2023-10-22"  # 30 days after 2023-09-22

# 二（一）, in its order; percent paid by special, large (二（三）2（1）) and tilted assistance (2（2）) alike
RATIO = {
    "特困人员": 70,
    "城市三无人员": 70,
    "农村五保对象": 70,
    "低保对象": 70,
    "返贫致贫人口": 70,
    "低保边缘家庭成员": 60,
    "纳入监测范围的农村易返贫致贫人口": 60,
    "边缘易致贫户": 60,
    "脱贫不稳定户": 60,
    "突发严重困难户": 60,
    "因病致贫重病患者": 60,
}
# 二（二）1: percent of the contribution in tier 1. 因病致贫重病患者 is not named.
TIER_1 = {
    "特困人员": 100,
    "城市三无人员": 100,
    "农村五保对象": 100,
    "低保对象": 90,
    "返贫致贫人口": 70,
    "低保边缘家庭成员": 70,
    "纳入监测范围的农村易返贫致贫人口": 70,
    "边缘易致贫户": 70,
    "脱贫不稳定户": 70,
    "突发严重困难户": 70,
}
CAP = {SPECIAL: 100_000_00, LARGE: 60_000_00, TILTED: 30_000_00}
TILT_LINE = 5_000_00

# The annex: 27 as listed. 儿童白血病 and 儿童急性白血病 are 白血病.
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
        "儿童急性白血病",
        "精神分裂症",
        "躁狂症",
        "焦虑症",
    }
)


class Year:
    """What a person has been paid in one calendar year, by benefit (Y-CAPS-SEPARATE)."""

    __slots__ = ("paid",)

    def __init__(self) -> None:
        self.paid = {SPECIAL: 0, LARGE: 0, TILTED: 0}


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
        if care == "住院":
            benefits = [SPECIAL, LARGE, TILTED, INPATIENT]
        elif care in OUTPATIENT_CARE:
            benefits = [SPECIAL, TILTED, OUTPATIENT]
        else:
            result[str(claim["claim"])] = []
            continue
        year = years.get(day[:4])
        if year is None:
            year = years[day[:4]] = Year()
        result[str(claim["claim"])] = visit(claim, day, benefits, year)
    return result


def visit(claim: Claim, day: str, benefits: list[str], year: Year) -> list[Record]:
    """One visit under 二（三） and （五）2."""
    if day < IN_FORCE:  # Y-BEFORE-FORCE
        return [alike(benefit, ELSEWHERE) for benefit in benefits]
    categories = held(claim.get("categories"), day)
    own = [name for name in RATIO if name in categories]
    if not own:  # 二（一）, last paragraph: other recipients by the former policy (Y-FORMER-POLICY)
        return [alike(benefit, ELSEWHERE if categories else EXCLUDED) for benefit in benefits]
    marks = names(claim.get("marks"))
    if "定点医疗机构" not in marks or "规范转诊" not in marks:  # 二（三）1; 二（五）2, Y-NOT-REFERRED
        # Both are said of the costs as such, so ordinary aid is out too, whatever the former policy says of it.
        return [alike(each, EXCLUDED) for each in benefits]
    level = claim.get("level")
    levels = [int(str(level))] if level not in (None, "") else [1, 2, 3]
    outcome = agreed(benefits, [stay(claim, benefits, own, marks, year, at_level) for at_level in levels])
    for benefit, record in outcome.items():
        if record[2]:
            year.paid[benefit] += record[2]
    return list(outcome.values())


def stay(
    claim: Claim, benefits: list[str], own: list[str], marks: set[str], year: Year, level: int
) -> dict[str, Record]:
    """The benefits of one visit, the level being known."""
    in_scope = fen(claim["in_scope"])
    # 二（三）2（1）: after basic and critical illness insurance; nothing else (Y-SUPPLEMENTARY, C-COMMERCIAL)
    left = max(0, in_scope - fen(claim.get("paid_basic")) - fen(claim.get("paid_critical_illness")))
    special = not names(claim.get("diseases")).isdisjoint(LISTED)
    large = LARGE in benefits and not special and level >= 2 and in_scope > 30_000_00
    best = max(own, key=RATIO.__getitem__)  # 就高; max keeps the first of equals
    result: dict[str, Record] = {}
    for benefit, applies in ((SPECIAL, special), (LARGE, large)):
        if not applies:
            if benefit in benefits:
                result[benefit] = alike(benefit, EXCLUDED)
            continue
        room = max(0, CAP[benefit] - year.paid[benefit])
        amount = min(share(left, RATIO[best]), room)
        name = best if min(share(left, RATIO[own[0]]), room) < amount else own[0]
        result[benefit] = amount_record(benefit, amount, name)
        left -= amount
    ordinary = OUTPATIENT if OUTPATIENT in benefits else INPATIENT
    result[ordinary] = alike(ordinary, EXCLUDED if special or large else ELSEWHERE)  # Y-ORDINARY
    # 2（2）: referred (seen before) and treated within the municipality
    if "市内就医" not in marks:
        result[TILTED] = alike(TILTED, EXCLUDED)
    elif left < TILT_LINE:  # Y-TILT-GATE
        result[TILTED] = (TILTED, ZERO, 0, own[0])
    elif not (special or large):  # what ordinary aid paid before it is unknown
        result[TILTED] = alike(TILTED, UNDETERMINED)
    else:
        room = max(0, CAP[TILTED] - year.paid[TILTED])
        amount = min(share(left - TILT_LINE, RATIO[best]), room)
        name = best if min(share(left - TILT_LINE, RATIO[own[0]]), room) < amount else own[0]
        result[TILTED] = amount_record(TILTED, amount, name)
    return result


def enrolment(claim: Claim, day: str) -> Record:
    """二（二）1."""
    if day < IN_FORCE:
        return alike(ENROLMENT, ELSEWHERE)
    categories = held(claim.get("categories"), day)
    own = [name for name in RATIO if name in categories]
    if not own:  # other special recipients: by the rules of their own department
        return alike(ENROLMENT, ELSEWHERE if categories else EXCLUDED)
    plan = claim["plan"]
    premium, tier_1 = fen(claim["premium"]), fen(claim.get("premium_tier_1"))
    if plan == "居民医保二档":  # 统一: every recipient, 100% of the contribution of tier 1
        return amount_record(ENROLMENT, min(premium, tier_1), own[0])
    if plan == "居民医保一档":
        named = [name for name in own if name in TIER_1]
        if not named:  # it lists whom it subsidises, and this one is not among them
            return alike(ENROLMENT, EXCLUDED)
        amounts = {name: min(premium, share(tier_1, TIER_1[name])) for name in named}
        best = max(amounts.values())
        return amount_record(ENROLMENT, best, next(name for name in named if amounts[name] == best))
    return alike(ENROLMENT, UNDETERMINED if plan == "居民医保" else EXCLUDED)
