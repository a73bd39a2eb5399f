"""Rules as JSON: nothing is lost, the schema describes them, and a text that does not fit is refused with its place."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, yunyang
from build_policy import article, box, rule
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from random_policy import policies

from tiaowen.compiler.emit import emit
from tiaowen.compiler.emit.json.problem import Problem, UnreadableRules
from tiaowen.compiler.emit.json.read import load_rules
from tiaowen.compiler.emit.json.schema import published_schema, schema_text
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.tree import Deadline, Duration, Language, Operator, Period, Rounding, Strength, Text

FOLDER = Path(__file__).parent.parent / "policies"
SHIPPED = sorted(path for path in FOLDER.glob("**/*.policy") if not path.name.endswith(".en.policy"))
BAOSHAN = emit(baoshan(), "json")


def everything() -> m.Policy:
    """Return a policy with what the others lack: bounds, tilts, limits, duties, remarks, several words for a thing."""
    bound = m.Open("bound", ("county",), Operator.AT_LEAST, m.Fixed(5), None, Strength.IN_PRINCIPLE)
    policy = baoshan()
    lump = m.Lump((m.Step(2_000_000, 300_000, open=True), m.Step(None, 500_000)), 1000, least_closed=True)
    family = m.Pool(
        "pool:chronic@family",
        "cap",
        (policy.benefits[0].id,),
        article(7),
        Period.INSURANCE_YEAR,
        family=True,
        care=((policy.benefits[0].id, frozenset({"inpatient"})),),
        name="门诊额度",
    )
    past = m.Compare("in-scope-costs", "in_scope_previous_year", Operator.OVER, 100, window="previous_year")
    day = m.Compare("settlement-day", m.DAY, Operator.AT_MOST, date(2023, 6, 30).toordinal())
    benefit = evolve(
        policy.benefits[0],
        rules=(
            rule("cap", bound, box(["destitute"]), article(1)),
            evolve(
                rule("lump-sum", lump, box(["destitute"], tests=[m.Test(day)]), article(1)),
                funds=(m.FundPart("reserve", 100), m.FundPart("county", None, Fraction(1, 3)), m.FundPart("rest")),
            ),
            evolve(rule("pool:chronic", m.Fixed(9), box(["destitute"]), article(1)), pool=family.id),
        ),
        requires=(m.Requirement(m.Test(past), article(2), (m.Test(day),), ((m.Test(m.HasMark("local")),),)),),
        rounding=Rounding.DOWN_YUAN,
        rounding_cites=article(8),
    )
    deadline = Deadline("within", Duration(10, "working-day"), Text(zh="收到", en="receipt"))
    return evolve(
        policy,
        number=Text(zh="保政办规〔2022〕2号"),
        end=date(2027, 12, 31),
        end_cites=article(7),
        expenses_from=date(2022, 7, 1),
        expenses_cites=article(8),
        benefits=(benefit, *policy.benefits[1:]),
        pools=(*policy.pools, family),
        insurance_year=(4, 1),
        derived=(policy.classes[0].id,),
        leaves_out={"household_assets": ("gifts",)},
        lists=(m.DiseaseList("special", ("lung-cancer",), 26, article(2)),),
        adjustments=(m.Adjustment("critical-illness", "cap", None, None, True, (box(["destitute"]),), article(3), 0),),
        fund_limits=(m.FundLimit("surplus", Operator.AT_MOST, m.Ratio(1).share, "funds", None, article(4)),),  # type: ignore[arg-type]
        duties=(m.DutyRule(("county",), Text(en="pay"), deadline, article(5)),),
        remarks=(m.Remark("purpose", Text(zh="目的"), article(6)),),
        names={"a": m.Names("甲\u202e", 'quo"ted', "category", ("乙", "c"))},
    )


def checked(policy: m.Policy) -> str:
    text = emit(policy, "json")
    assert load_rules(text) == policy
    Draft202012Validator(json.loads(published_schema())).validate(json.loads(text))
    return text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_documents_come_back_as_they_were(path: Path) -> None:
    policy = compile_text(path.read_text(encoding="utf-8"), path.name).policy
    assert policy is not None
    checked(policy)


@pytest.mark.parametrize("policy", [baoshan(), kaizhou(), everything()], ids=["baoshan", "kaizhou", "everything"])
def test_built_policies_come_back_as_they_were(policy: m.Policy) -> None:
    assert checked(policy) == emit(load_rules(emit(policy, "json")), "json")


@given(policies())
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_any_policy_comes_back_as_it_was(policy: m.Policy) -> None:
    checked(policy)


def test_the_published_schema_is_the_one_of_these_rules() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text()))
    assert published_schema() == schema_text(), (
        "the rules changed: call tiaowen.compiler.emit.json.schema.publish_schema(), "
        "and raise FORMAT_VERSION if files written before can no longer be read"
    )


def test_order_that_means_nothing_is_sorted() -> None:
    policy = baoshan()
    turned = evolve(policy, identities=dict(reversed([*policy.identities.items()])))
    assert emit(turned, "json") == BAOSHAN


def test_a_field_that_is_left_out_has_its_default() -> None:
    """Files that were written before there were lump sums, periods and roundings are still read."""
    document = json.loads(BAOSHAN)
    document["policy"].pop("insurance_year")
    for benefit in document["policy"]["benefits"]:
        benefit.pop("rounding")
        for held in benefit["rules"]:
            held.pop("open", None)
    for pool in document["policy"]["pools"]:
        pool.pop("period")
        pool.pop("family")
    assert load_rules(json.dumps(document)) == baoshan()
    Draft202012Validator(json.loads(published_schema())).validate(document)


def test_what_is_empty_by_default_is_not_written() -> None:
    (first, *_) = json.loads(BAOSHAN)["policy"]["benefits"][0]["rules"]
    assert {"funds", "via", "period"}.isdisjoint(first)


def test_citations_names_shares_and_money_read_by_themselves() -> None:
    text = emit(everything(), "json")
    assert '{"form": "article", "numbers": [8, 1], "en": "Article 8(1)", "zh": "第八条（一）"}' in text
    assert '"share": "3/5"' in text
    assert '"fen": 2693700' in text
    assert '"zh": "甲\u202e", "en": "quo\\"ted", "kind": "category", "also": ["乙", "c"]' in text


BROKEN = {
    "nothing": ("", Problem.NOT_JSON),
    "not JSON": ("{", Problem.NOT_JSON),
    "an array": ("[]", Problem.WRONG_KIND),
    "another version": ('{"format_version": 2}', Problem.OTHER_VERSION),
    "a version that only looks right": ('{"format_version": true, "policy": {}}', Problem.OTHER_VERSION),
    "no policy": ('{"format_version": 1}', Problem.MISSING),
    "an empty policy": ('{"format_version": 1, "policy": {}}', Problem.MISSING),
    "a float": ('{"format_version": 1.0}', Problem.NOT_AN_INTEGER),
    "not a number": ('{"format_version": NaN}', Problem.NOT_AN_INTEGER),
    "a long number": (f'{{"format_version": {"9" * 5000}}}', Problem.NOT_JSON),
    "a repeated key": ('{"policy": 1, "policy": 2}', Problem.REPEATED_KEY),
    "deep arrays": ("[" * 100_000, Problem.TOO_DEEP),
    "deep objects": ('{"a":' * 100_000, Problem.TOO_DEEP),
    "an unknown key": (BAOSHAN.replace('"id": "baoshan"', '"id": "baoshan", "__class__": "x"'), Problem.UNKNOWN_KEY),
    "a share not in lowest terms": (BAOSHAN.replace('"3/5"', '"6/10"'), Problem.NOT_A_SHARE),
    "a share over zero": (BAOSHAN.replace('"3/5"', '"3/0"'), Problem.NOT_A_SHARE),
    "a negative share": (BAOSHAN.replace('"3/5"', '"-3/5"'), Problem.NOT_A_SHARE),
    "a day that is none": (BAOSHAN.replace('"2023-01-01"', '"2023-02-30"'), Problem.NOT_A_DATE),
    "a citation that says another": (BAOSHAN.replace('"en": "Article 10"', '"en": "Article 1"'), Problem.CONTRADICTION),
    "a citation that is none": (BAOSHAN.replace('"numbers": [10]', '"numbers": []'), Problem.NOT_A_CITATION),
    "half a character": (BAOSHAN.replace('"试验"', '"\\ud800"'), Problem.NOT_TEXT),
    "an unknown kind": (BAOSHAN.replace('"type": "ratio"', '"type": "policy"'), Problem.NOT_ONE_OF),
    "no kind": (BAOSHAN.replace('"type": "ratio", ', ""), Problem.MISSING),
    "an unknown word": (BAOSHAN.replace('"language": "zh"', '"language": "fr"'), Problem.NOT_ONE_OF),
    "text for a number": (BAOSHAN.replace('"fen": 2693700', '"fen": "2693700"'), Problem.WRONG_KIND),
    "a truth for a number": (BAOSHAN.replace('"fen": 2693700', '"fen": true'), Problem.WRONG_KIND),
    "a large number": (BAOSHAN.replace('"fen": 2693700', '"fen": 26937000000000000'), Problem.OUT_OF_RANGE),
    "a member twice": (
        BAOSHAN.replace('["day-surgery", "inpatient"]', '["inpatient", "inpatient"]'),
        Problem.REPEATED_MEMBER,
    ),
    "a year that is none": (BAOSHAN.replace('"2022": {"fen"', '"22": {"fen"'), Problem.NOT_A_YEAR),
    "an unknown statistic": (
        BAOSHAN.replace('"parameter": "income"', '"parameter": "outcome"'),
        Problem.UNKNOWN_REFERENCE,
    ),
    "an unknown counter": (BAOSHAN.replace('"inpatient-cap"]', '"no-cap"]'), Problem.UNKNOWN_REFERENCE),
    "an unknown counter of a limit": (
        BAOSHAN.replace('"pool": "inpatient-cap"', '"pool": "no-cap"'),
        Problem.UNKNOWN_REFERENCE,
    ),
    "a counter of something else": (
        BAOSHAN.replace('"pool": "inpatient-cap"', '"pool": "deductible"'),
        Problem.CONTRADICTION,
    ),
    "a counter of one visit": (
        BAOSHAN.replace('"period": "year",\n    "family"', '"period": "visit",\n    "family"'),
        Problem.NOT_ONE_OF,
    ),
    "a month that is none": (
        BAOSHAN.replace('"insurance_year": {"month": 1', '"insurance_year": {"month": 13'),
        Problem.NOT_A_DATE,
    ),
    "a rate over the whole": (BAOSHAN.replace('"share": "3/5"', '"share": "8/5"'), Problem.OUT_OF_RANGE),
    "a value of another facet": (BAOSHAN.replace('"facet": "ratio"', '"facet": "cap"'), Problem.NOT_ONE_OF),
    "an unknown facet": (BAOSHAN.replace('"facet": "ratio"', '"facet": "rate"'), Problem.NOT_ONE_OF),
    "an unknown clause": (BAOSHAN.replace('"clause": 3', '"clause": 99'), Problem.UNKNOWN_REFERENCE),
    "an unknown kind of benefit": (BAOSHAN.replace('"kind": "visit"', '"kind": "guest"'), Problem.NOT_ONE_OF),
}


@pytest.mark.parametrize(("text", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_text_that_does_not_fit_is_refused(text: str, problem: Problem) -> None:
    assert text != BAOSHAN, "the replacement must have found its place"
    with pytest.raises(UnreadableRules) as caught:
        load_rules(text)
    assert caught.value.problem is problem
    for language in Language:
        assert caught.value.message(language).isprintable()


def test_the_place_of_a_mistake_is_given() -> None:
    with pytest.raises(UnreadableRules) as caught:
        load_rules(BAOSHAN.replace('"3/5"', '"6/10"'))
    assert str(caught.value) == ('policy.benefits.0.rules.7.value.share: a share is written in lowest terms, as "3/5"')
    assert caught.value.message(Language.ZH) == "policy.benefits.0.rules.7.value.share：比例须写成最简分数，例如 3/5"


def test_a_benefit_counted_before_it_is_settled_is_refused() -> None:
    policy = yunyang()
    turned = evolve(policy, benefits=tuple(reversed(policy.benefits)))
    with pytest.raises(UnreadableRules, match="is settled later"):
        load_rules(emit(turned, "json"))
