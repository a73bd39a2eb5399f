"""What can stand in the wrong place, and what can be stated once only, in words: English, Chinese."""

from __future__ import annotations

from enum import Enum

Words = tuple[str, str]


class Misfit(Enum):
    """Something that is right as a phrase and wrong where it stands: what it is called, and what to write instead."""

    MONTHLY_RATIO = (
        ("A ratio or subsidy over this period", "按这个期间的比例或资助"),
        ("Only a deductible, a cap or a ceiling counts over it.", "只有起付线、限额、个人负担上限可以这样累计。"),
    )
    LUMP_PERIOD = (
        ("A lump sum over a period", "按期间的定额救助"),
        (
            "A lump sum is paid for each visit; for what is paid over a period state a cap: cap 3,000 yuan per year.",
            "定额救助按次支付；一段时间合计的，另写限额，如：年度限额3000元。",
        ),
    )
    NO_PAYMENT = (
        ('"no" before what is paid', "支付前面的“不设”“取消”"),
        (
            'If nothing is paid write "not covered", if the document does not say, "ratio not stated".',
            "不支付的写“不予救助”，文件没有写的写“比例未规定”。",
        ),
    )
    LEAVES_OUT_ITSELF = (
        ("The fact itself", "这项事实本身"),
        ("Name what is taken off it.", "请写明从中扣除的是什么。"),
    )
    EMPTY_WINDOW = (
        ("A time of no length", "长度为零的期间"),
        ("For example: in the past 12 months.", "近12个月。"),
    )
    MONTHLY_COMPARISON = (
        ("This period in a comparison", "比较里的这个期间"),
        (
            "A comparison is about one visit, the year, the previous year, or a time such as the past 12 months.",
            "比较只看一次就医、全年、上一年度，或近12个月这样的期间。",
        ),
    )
    ENROLMENT_RATIO = (
        ("A ratio or deductible", "比例、起付线"),
        (
            "Enrolment is subsidised by an amount or a share of the contribution: subsidy 90% of premium.",
            "资助参保写数额，或缴费的百分数，如：资助为个人缴费标准的90%。",
        ),
    )
    GRANTED_BESIDE_MONEY = (
        ('"granted"', "“享受”"),
        (
            'This benefit pays money; what is granted without money needs a "for" of its own.',
            "这项待遇是付钱的；不付钱的待遇请另写一个“关于”。",
        ),
    )
    LINE_OF_A_POOL = (
        ("This line", "这一行"),
        (
            'Below "for" and a pool stand only clauses with a cap: class 1: cap 100,000 yuan per year.',
            "“关于”额度池的下面，只写限额，如：一类人员：年度限额10万元。",
        ),
    )
    TERM_OF_A_POOL = (
        ("This term", "这个要素"),
        (
            "A pool has a cap and nothing else: class 1: cap 100,000 yuan per year.",
            "额度池只有限额，如：一类人员：年度限额10万元。",
        ),
    )
    FUNDS_OF_NOTHING = (
        ('"from" and a fund', "“由”基金“列支”"),
        (
            "It says who pays what the same clause gives: full subsidy, 60% from the assistance fund, the rest from …",
            "它说明本条的待遇由谁支付，如：全额资助，60%由医疗救助基金列支，其余由……列支。",
        ),
    )
    FAMILY = (
        ('"per family"', "“每户”"),
        (
            "A deductible, a cap or a ceiling counts for a family, over a year or a month.",
            "只有起付线、限额、个人负担上限可以按户计算，按年或按月。",
        ),
    )
    ENDS_BEFORE = (
        ("A period that ends before it begins", "终止早于开始的期间"),
        (
            "Both days belong to the period: valid from 2021-01-01 to 2022-12-31.",
            "首尾两日都包括在内，如：适用期间自2021年1月1日至2022年12月31日。",
        ),
    )
    TILT_OF_A_BENEFIT = (
        ('"reduced by" or "raised by"', "“降低”“提高”"),
        (
            "They are for insurers; of a benefit state the figure it comes to: outside the municipality: ratio 50%.",
            "“降低”“提高”只写在保险项目下；救助请写结果，如：市外就医：比例50%。",
        ),
    )
    LINE_OF_AN_INSURER = (
        ("This line", "这一行"),
        (
            'Below "for" and an insurer stand only clauses with "reduced by", "raised by" or "no".',
            "“关于”保险项目的下面，只写“降低”“提高”“不设”的条款。",
        ),
    )
    TERM_OF_AN_INSURER = (
        ("This term", "这个要素"),
        (
            'A clause about an insurer says "reduced by", "raised by" or "no": deductible reduced by 50%.',
            "保险项目的条款写“降低”“提高”“不设”，如：起付线降低50%。",
        ),
    )
    SINGLE_VISIT_ACROSS = (
        ('"across benefits" for a single visit', "单次就医的“各项目合并计算”"),
        (
            "Benefits count together over a year, an insurance year or a month.",
            "各项目只能按年、按医保年度或按月合并计算。",
        ),
    )
    NOT_COUNTED = (
        ('"accumulates" after this facet', "这个要素的“累计”"),
        ("Only a deductible, a cap or a total cap accumulates.", "只有起付线、限额、救助总额可以累计。"),
    )
    BRACKETS = (
        ("Brackets of this kind", "这样的分档"),
        ("Only a ratio has brackets, over a visit or over the year.", "只有比例可以分档，按每次或按年。"),
    )
    OTHERS_AS_MEMBER = (
        ('"others"', "“其他救助对象”"),
        (
            "A definition names its members; others are those whom no clause of a benefit names.",
            "定义要写出成员；“其他救助对象”指某项待遇没有点名的对象。",
        ),
    )
    DENIED_EXCEPTION = (
        ('"not" before people behind "except"', "“不含”后面对对象的否定"),
        ("Name the people who are left out.", "请直接写明不含哪些对象。"),
    )

    @property
    def what(self) -> Words:
        """Return what it is called."""
        return self.value[0]

    @property
    def instead(self) -> Words:
        """Return what to write instead."""
        return self.value[1]


class Once(Enum):
    """What a document or a benefit can state once only."""

    SEVERAL = ("How several identities count", "多重身份的处理")
    EVENT = ("The event that fixes the identity", "确定身份的时点")
    BASE = ("Which costs count", "计入的费用")
    BANDED = ("How the brackets apply", "各档比例的计算方法")
    VALID = ("The period of the benefit", "适用期间")
    DEDUCTIBLE = ("How the deductible accumulates", "起付线的累计方法")
    CAP = ("How the cap accumulates", "限额的累计方法")
    TOTAL_CAP = ("How the total cap accumulates", "救助总额的累计方法")
    TOTAL_SCOPE = ("Over which benefits the total cap counts", "救助总额合并计算的项目")
    YEAR = ("The year of this statistic", "这个统计指标取哪一年")
    STATISTIC_ROUNDING = ("How amounts of this statistic are rounded", "这个统计指标的取整方法")
    ALIAS = ("This short name", "这个简称")
    ROUNDING = ("How payments are rounded", "取整的方法")
    POOL = ("This pool", "这个额度池")
    INSURANCE_YEAR = ("The beginning of the insurance year", "医保年度的起始日")
    BURDEN = ("How the out-of-pocket ceiling accumulates", "个人负担上限的累计方法")
    START = ("The day from which the document is in force", "施行日期")

    @classmethod
    def accumulation(cls, facet: str) -> Once:
        """Return how a facet accumulates."""
        found = {"deductible": cls.DEDUCTIBLE, "cap": cls.CAP, "out-of-pocket-ceiling": cls.BURDEN}
        return found.get(facet, cls.TOTAL_CAP)
