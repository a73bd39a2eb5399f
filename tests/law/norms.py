"""What the documents say beside their amounts, written down a second time from the printed text.

The tables are those of ``facts``; the sentences of a compiled document must be these but for their order. A table that
is not given is empty; a document without tables is not held to any.
"""

from __future__ import annotations

from law.diseases import DISEASES, NOT_IN_YUNNAN
from law.facts import Tables, facts_of

from tiaowen.compiler.rules.compile import Compiled

EXTREMELY_POOR = ("rural-five-guarantee-persons", "urban-three-no-persons")
"""The kinds that the vocabulary divides them into."""
PROVINCE = ("provincial-finance-department", "provincial-medical-security-bureau")
BAOSHAN_1_2 = (
    *("minimum-living-guarantee", "people-fallen-back-into-poverty", "orphans", "unsupported-children"),
    *EXTREMELY_POOR,
)
YUNYANG_PRIORITY = ("minimum-living-guarantee", "people-fallen-back-into-poverty", *EXTREMELY_POOR)
YUNNAN_PRIORITY = ("minimum-living-guarantee", *EXTREMELY_POOR)
YUNNAN_LOW_INCOME = (
    *("low-income-elderly", "low-income-minors"),
    *("low-income-severely-disabled-persons", "low-income-critical-patients"),
)
YUNNAN_ALL = (*YUNNAN_PRIORITY, *YUNNAN_LOW_INCOME, "other-persons-in-special-hardship", "orphans")
YUNNAN_MAJOR = (*YUNNAN_PRIORITY, *YUNNAN_LOW_INCOME, "patients-impoverished-by-illness")
LIANYUNGANG_SUBSIDISED = ("minimum-living-guarantee", "orphans", *EXTREMELY_POOR)
LIANYUNGANG_REST = (
    *("temporary-assistance-critical-patients", "workers-retrenched-in-the-sixties"),
    *("entitled-veterans-of-all-kinds", "special-hardship-workers"),
)
LIANYUNGANG_PRIORITY = (*LIANYUNGANG_SUBSIDISED, *LIANYUNGANG_REST)
LIANYUNGANG_EXPANDED = (
    *("low-income-elderly-critical-patients", "low-income-minor-critical-patients"),
    *("low-income-severely-disabled-critical-patients", "other-persons-in-special-hardship"),
)


def about(fact: str, *people: str) -> str:
    """Return a fact with all whom it is about."""
    return f"{fact} for {' '.join(sorted(people))}"


NORMS: dict[str, Tables] = {
    "baoshan-2022": {
        "dates": ("issued 2022-12-14", "第三十二条 in force 2023-01-01"),
        "abolished": (
            about("第十条 inpatient-assistance: no deductible", *BAOSHAN_1_2),
            about("第十条 outpatient-assistance: no deductible", *BAOSHAN_1_2),
        ),
        "duties": (
            "第八条（四） municipal-finance-bureau: no date",
            "第十九条 municipal-medical-security-bureau: within 10 working-day",
            "第十九条 municipal-finance-bureau: within 30 day",
            "第二十条 counties: within 15 day",
            "第二十条 counties: yearly 9-30",
            "第二十六条 handling-agencies: no date",
            "第二十七条 hospitals: monthly",
            "第二十七条 handling-agencies: monthly",
            "第二十八条 recognising-departments: before 15 day",
            "第二十八条 recognising-departments: next-month-day 10",
        ),
        "bases": tuple(
            f"{where}: in_scope less basic critical_illness supplementary"
            for where in ("第九条 inpatient-assistance", "第九条 outpatient-assistance")
        ),
        "delegated": (
            about(
                f"第八条（二） enrolment-subsidy subsidy: {' '.join(PROVINCE)}",
                *("minimum-living-guarantee", "people-fallen-back-into-poverty"),
                *("severely-disabled-persons-unable-to-work", "low-income-family-members", "low-income-minors"),
                *("grade-3-mentally-disabled-persons", "border-village-residents", "border-village-entitled-veterans"),
            ),
        ),
        "identities": ("enrolment-subsidy: as of enrolment-payment",),
        "statistics": ("第十条 provincial-disposable-income: 1 year before, statistics-bureau",),
    },
    "kaizhou-2017": {
        "dates": ("issued 2017-07-04", "尾段 in force 2017-07-04"),
        "repeals": ("开县府发〔2012〕24号", "开县府发〔2015〕24号", "开州民发〔2016〕125号"),
        "duties": ("三、（三） handling-agencies: no date", "三、（三） hospitals: no date"),
        "limits": (
            "四、（一） county-budget-contribution >= 3/20 of prior-year-city-subsidy",
            "四、（二） annual-surplus <= 3/20 of funds-raised-in-the-year",
        ),
        "silent": (
            about("二、（三） inpatient-assistance: ratio", "rural-veterans"),
            about("二、（四）1． special-disease-assistance: ratio", "unsupported-children"),
            about("二、（四）2． large-expense-assistance: ratio", "unsupported-children"),
        ),
        "bases": tuple(
            f"{where}: in_scope less basic critical_illness"
            for where in (
                "二、（二） outpatient-assistance",
                "二、（三） inpatient-assistance",
                "二、（四）1． special-disease-assistance",
                "二、（四）2． large-expense-assistance",
            )
        ),
        "diseases": ("二、（四）1． special-diseases: no number", *DISEASES, "dangerous-psychosis"),
    },
    "yunyang-2023": {
        "dates": ("issued 2023-09-22", "尾段 in force 2023-10-22"),
        "duties": (
            "二、（四）2． county-civil-affairs-bureau: monthly-day 5",
            "二、（四）2． county-rural-revitalisation-bureau: monthly-day 5",
            "二、（四）2． county-disabled-federation: monthly-day 5",
            "二、（四）2． county-veterans-bureau: monthly-day 5",
            "二、（四）2． county-insurance-centre: within 5 working-day",
            "三、（二） county-rural-revitalisation-bureau: no date",
        ),
        "tilts": (
            about("二、（二）2． critical-illness-insurance deductible: less 1/2", *YUNYANG_PRIORITY),
            about("二、（二）2． critical-illness-insurance ratio: plus 1/20", *YUNYANG_PRIORITY),
            about("二、（二）2． critical-illness-insurance cap: none", *YUNYANG_PRIORITY),
        ),
        "bases": (
            "二、（三）2．（1） special-disease-assistance: in_scope less basic critical_illness",
            "二、（三）2．（1） large-expense-assistance: in_scope less basic critical_illness",
            "二、（三）2．（2） tilted-assistance: in_scope less basic critical_illness inpatient-assistance "
            "outpatient-assistance special-disease-assistance large-expense-assistance",
        ),
        "diseases": ("附件 special-diseases: 26", *DISEASES, "schizophrenia", "mania", "anxiety-disorder"),
    },
    "yunnan-2019": {
        "dates": ("issued 2019-10-29", "尾段 in force 2019-10-29"),
        "duties": (
            "二、（二）2． hospitals: no date",
            "二、（二）2． handling-agencies: no date",
            "四、（二） medical-security-bureaus: no date",
            "四、（四） medical-security-bureaus: times-a-year 2",
            "四、（四） medical-security-bureaus: no date",
        ),
        "limits": ("四、（三） cumulative-surplus <= 3/20 of funds-raised-in-the-year",),
        "floors": (
            about("二、（二）2． inpatient-assistance ratio >= 7/10", *YUNNAN_ALL),
            about("三、（四） major-disease-assistance cap >= 10000000 fen", *YUNNAN_MAJOR),
        ),
        "frame": ("三、（三） may extend 重特大疾病病种 by 1 to 2", "三、（三） 重特大疾病病种 set by 县级人民政府"),
        "abolished": (about("三、（四） major-disease-assistance: no deductible", *YUNNAN_PRIORITY),),
        "funds": (
            about(
                "二、（一）2．（3） enrolment-subsidy: up to 12000 fen from medical-assistance-fund, "
                "rest from veterans-medical-fund",
                "border-village-entitled-veterans",
            ),
        ),
        "silent": (
            about("二、（二）1． outpatient-assistance: deductible", *YUNNAN_ALL),
            about("二、（二）1． outpatient-assistance: ratio", *YUNNAN_ALL),
            about("二、（二）1． outpatient-assistance: cap", *YUNNAN_ALL),
            about("三、（四） major-disease-assistance: deductible", *YUNNAN_LOW_INCOME),
        ),
        "bases": (
            "二、（二）1． outpatient-assistance: in_scope less basic critical_illness supplementary commercial",
            "二、（二）2． inpatient-assistance: in_scope less basic critical_illness supplementary commercial",
            "三、（二） major-disease-assistance: in_scope less basic critical_illness supplementary",
        ),
        "diseases": (
            "三、（三） major-diseases: 22",
            *(disease for disease in DISEASES if disease not in NOT_IN_YUNNAN),
            "childhood-leukaemia",
            "childhood-congenital-heart-disease",
            "childhood-hypospadias",
            "childhood-phenylketonuria",
        ),
        "delegated": (
            about("二、 inpatient-assistance pool:yearly-total-of-aid: local-governments", *YUNNAN_ALL),
            about("二、 outpatient-assistance pool:yearly-total-of-aid: local-governments", *YUNNAN_ALL),
            about("二、（一） enrolment-subsidy subsidy: local-governments", "orphans"),
            about("二、（二）2． inpatient-assistance cap: county-or-higher-government", *YUNNAN_ALL),
            about("三、（四） major-disease-assistance cap: local-governments", *YUNNAN_MAJOR),
            about(
                "三、（四） major-disease-assistance deductible: local-governments", "patients-impoverished-by-illness"
            ),
            about("三、（四） major-disease-assistance ratio: local-governments", *YUNNAN_MAJOR),
        ),
    },
    "lianyungang-2017": {
        "dates": ("issued 2017-02-23", "印发通知 in force 2017-02-23"),
        "duties": ("六、 hospitals: no date", "七、（三） platforms: same-month"),
        "frame": (
            "二、（二） may extend 拓展医疗救助对象 非户籍临时救助重大病患者",
            "二、（二） 非户籍临时救助重大病患者 means 临时救助对象中的重大病患者 "
            "非当地户籍 当地居住证 居住月数 >= 3 month",
            "四、（二） 门诊大病病种 set by 医疗保险主管部门",
            "五、（二） ratio rises",
            "五、（二） ratio of 重点救助对象 above 拓展医疗救助对象",
        ),
        "floors": (
            about("五、（一） inpatient-assistance cap >= 1/2 of basic_insurance_ceiling", *LIANYUNGANG_PRIORITY),
            about("五、（一） inpatient-assistance ratio >= 7/10", *LIANYUNGANG_PRIORITY),
            about("五、（一） outpatient-assistance ratio >= 7/10", *LIANYUNGANG_PRIORITY),
        ),
        "abolished": (
            about("五、（一） inpatient-assistance: no deductible", *LIANYUNGANG_PRIORITY),
            about("五、（一） outpatient-assistance: no deductible", *LIANYUNGANG_PRIORITY),
        ),
        "silent": (about("五、（一） outpatient-assistance: cap", *LIANYUNGANG_PRIORITY),),
        "bases": tuple(
            f"四、（三） {benefit}: in_scope less basic critical_illness supplementary"
            for benefit in ("inpatient-assistance", "outpatient-assistance")
        ),
        "delegated": (
            about(
                "四、（一） enrolment-subsidy subsidy: county-or-higher-government",
                *(*LIANYUNGANG_REST, *LIANYUNGANG_EXPANDED),
            ),
            *(
                about(f"五、（二） {benefit} {facet}: county-government", *LIANYUNGANG_EXPANDED)
                for benefit in ("inpatient-assistance", "outpatient-assistance")
                for facet in ("deductible", "ratio", "cap")
            ),
        ),
        "identities": tuple(
            f"{benefit}: as of recognition"
            for benefit in ("enrolment-subsidy", "inpatient-assistance", "outpatient-assistance")
        ),
        "statistics": ("二、（二） local-disposable-income: 1 year before, None",),
    },
}
"""By document and table. 26 diseases are announced in Yunyang and 27 are printed."""

TOLD: dict[str, tuple[str, ...]] = {
    "baoshan-2022": ("第七条 procedure", "第十三条 procedure", "第十五条 finance", "第二十一条 finance"),
    "kaizhou-2017": ("一、 scope", "二、（一） finance", "四、（三） finance"),
    "yunyang-2023": ("二、（二）1． procedure", "二、（三）1． scope"),
    "yunnan-2019": ("四、（一） finance",),
    "lianyungang-2017": ("三、 procedure", "四、（三） scope", "六、 principle"),
}
"""Provisions that come to no amount by themselves and stand as remarks, with the matter that they are about."""

TABLES = (
    *(
        "dates",
        "repeals",
        "duties",
        "limits",
        "frame",
        "floors",
        "abolished",
        "silent",
        "funds",
        "bases",
        "tilts",
        "diseases",
    ),
    *("delegated", "identities", "statistics"),
)


def differences(compiled: Compiled) -> tuple[str, ...]:
    """Return the tables in which a compiled document differs from what is written here."""
    wanted = NORMS.get(compiled.policy.id) if compiled.policy else None
    if wanted is None:
        return ()
    found = facts_of(compiled)
    return tuple(table for table in TABLES if sorted(found[table]) != sorted(wanted.get(table, ())))
