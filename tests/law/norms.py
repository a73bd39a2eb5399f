"""What the documents say beside their amounts, written down a second time from the printed text.

Dates, duties and their deadlines, limits of the funds, floors and ceilings for lower documents, tilts for insurers,
figures left to others, lists: nothing here settles a claim, so no example would notice a change. ``facts_of`` turns
compiled rules into the same short sentences, table by table; they must be equal but for their order. A document
without tables is not held to any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from law.diseases import DISEASES, NOT_IN_YUNNAN

from tiaowen.compiler.rules import model
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Deadline, Language

Tables = Mapping[str, tuple[str, ...]]

NORMS: dict[str, Tables] = {
    "baoshan-2022": {
        "dates": ("issued 2022-12-14", "第三十二条 in force 2023-01-01"),
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
        "delegated": (
            "第八条（二） enrolment-subsidy subsidy: provincial-finance-department provincial-medical-security-bureau",
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
            "二、（二）2． critical-illness-insurance deductible: less 1/2 for minimum-living-guarantee "
            "people-fallen-back-into-poverty rural-five-guarantee-persons urban-three-no-persons",
            "二、（二）2． critical-illness-insurance ratio: plus 1/20 for minimum-living-guarantee "
            "people-fallen-back-into-poverty rural-five-guarantee-persons urban-three-no-persons",
            "二、（二）2． critical-illness-insurance cap: none for minimum-living-guarantee "
            "people-fallen-back-into-poverty rural-five-guarantee-persons urban-three-no-persons",
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
            "二、（二）2． inpatient-assistance ratio >= 7/10",
            "三、（四） major-disease-assistance cap >= 10000000 fen",
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
            "二、 inpatient-assistance total-cap: local-governments",
            "二、 outpatient-assistance total-cap: local-governments",
            "二、（一） enrolment-subsidy subsidy: local-governments",
            "二、（二）2． inpatient-assistance cap: county-or-higher-government",
            "三、（四） major-disease-assistance cap: local-governments",
            "三、（四） major-disease-assistance deductible: local-governments",
            "三、（四） major-disease-assistance ratio: local-governments",
        ),
    },
}
"""By document and table. A table that is not given here is empty. The kinds of extremely poor people are the leaves
that the vocabulary divides them into; 26 diseases are announced and 27 are printed."""

TOLD: dict[str, tuple[str, ...]] = {
    "baoshan-2022": ("第七条 procedure", "第十三条 procedure", "第十五条 finance", "第二十一条 finance"),
    "kaizhou-2017": ("一、 scope", "二、（一） finance", "四、（三） finance"),
    "yunyang-2023": ("二、（二）1． procedure", "二、（三）1． scope"),
}
"""Provisions that come to no amount by themselves and stand as remarks, with the matter that they are about."""

TABLES = (
    *("dates", "repeals", "duties", "limits", "floors", "tilts", "diseases", "delegated", "identities", "statistics"),
)


def differences(policy: model.Policy) -> tuple[str, ...]:
    """Return the tables in which compiled rules differ from what is written here."""
    wanted = NORMS.get(policy.id)
    if wanted is None:
        return ()
    found = facts_of(policy)
    return tuple(table for table in TABLES if sorted(found[table]) != sorted(wanted.get(table, ())))


def facts_of(policy: model.Policy) -> Tables:
    """Return what compiled rules say beside the amounts, by table."""
    return {
        "dates": (f"issued {policy.issued}", f"{_at(policy.start_cites)}in force {policy.start}"),
        "repeals": tuple(text.get(Language.ZH) for text in policy.repeals),
        "duties": tuple(f"{_at(duty.cites)}{' '.join(duty.actors)}: {_due(duty.deadline)}" for duty in policy.duties),
        "limits": tuple(
            f"{_at(limit.cites)}{limit.measure} {limit.operator.value} {limit.share} of {limit.of}"
            for limit in policy.fund_limits
        ),
        "floors": tuple(
            f"{_at(rule.cites)}{benefit.id} {rule.facet} {rule.value.operator.value} {_figure(rule.value)}"
            for benefit in policy.benefits
            for rule in benefit.rules
            if isinstance(rule.value, model.Open) and rule.value.operator
        ),
        "tilts": tuple(map(_tilt, policy.adjustments)),
        "diseases": tuple(fact for found in policy.lists for fact in _diseases(found)),
        "delegated": tuple(
            f"{_at(rule.cites)}{benefit.id} {rule.facet}: {' '.join(sorted(rule.value.by))}"
            for benefit in policy.benefits
            for rule in benefit.rules
            if isinstance(rule.value, model.Open) and rule.value.by
        ),
        "identities": tuple(f"{b.id}: as of {b.identity_event}" for b in policy.benefits if b.identity_event),
        "statistics": tuple(
            f"{_at(used.cites)}{used.statistic}: {used.lag} year before, {used.publisher}" for used in policy.parameters
        ),
    }


def _at(cites: Iterable[Citation]) -> str:
    """Return the first place cited, and a blank."""
    return "".join(citation_text(cite, Language.ZH) + " " for cite in tuple(cites)[:1])


def _due(deadline: Deadline | None) -> str:
    if deadline is None:
        return "no date"
    parts = [deadline.form]
    if deadline.duration:
        parts += [str(deadline.duration.length), deadline.duration.unit]
    if deadline.month:
        parts.append(f"{deadline.month}-{deadline.day}")
    elif deadline.day:
        parts.append(str(deadline.day))
    return " ".join([*parts, *([str(deadline.times)] if deadline.times else [])])


def _figure(value: model.Open) -> str:
    """Return the share or amount of a floor or ceiling."""
    match value.amount:
        case None:
            return str(value.share)
        case model.Fixed(fen):
            return f"{fen} fen"
        case model.OfStatistic(share, name) | model.OfFact(share, name):
            return f"{share} of {name}"


def _tilt(tilt: model.Adjustment) -> str:
    change = "none" if tilt.lifted else f"less {tilt.reduced}" if tilt.reduced else f"plus {tilt.raised}"
    who = sorted({category for box in tilt.boxes for category in box.categories or ()})
    return f"{_at(tilt.cites)}{tilt.scheme} {tilt.facet}: {change} for {' '.join(who)}"


def _diseases(found: model.DiseaseList) -> tuple[str, ...]:
    return (f"{_at(found.cites)}{found.id}: {found.stated_count or 'no number'}", *found.members)
