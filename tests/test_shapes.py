"""The shapes that documents of other cities bring: one small invented document each in ``cases/shapes``.

A new file there is picked up by itself. Its examples state the amounts at and around each bound, worked out by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from emitted import assert_agree, by_reference, emitted
from jsonschema import Draft202012Validator

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.emit import emit
from tiaowen.compiler.emit.json.read import load_rules
from tiaowen.compiler.emit.json.schema import published_schema
from tiaowen.compiler.examples import claims_of, run_examples
from tiaowen.compiler.resolve import place, resolver_for
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.rules.namer import KeepNames, VocabularyLookup
from tiaowen.compiler.settle import prepare
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Severity, render
from tiaowen.dsl.format import format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import translate
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language

FOLDER = Path(__file__).parent / "cases" / "shapes"
CHINESE = sorted(path for path in FOLDER.glob("*.policy") if not path.name.endswith(".en.policy"))
EVERY = sorted(FOLDER.glob("*.policy"))
shapes = pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.stem)
files = pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)


def english(path: Path) -> Path:
    return path.with_name(path.name.replace(".policy", ".en.policy"))


def compiled(path: Path) -> Compiled:
    return compile_text(path.read_text(encoding="utf-8"), path.name)


def rules(path: Path) -> Policy:
    policy = compiled(path).policy
    assert policy is not None
    return policy


def printed(text: str, language: Language) -> str:
    document, findings = parse(text, "policy")
    assert findings == ()
    placed, _ = place(document, Source.of(text, "policy"))
    out, missing = translate(document, language, VocabularyLookup(resolver_for(placed, load_vocabulary()).vocabulary))
    assert missing == ()
    return out


def test_there_are_shapes_in_both_languages() -> None:
    assert len(CHINESE) > 25
    assert sorted([*CHINESE, *map(english, CHINESE)]) == EVERY


@files
def test_a_shape_is_checked_without_a_word(path: Path) -> None:
    found = [finding for finding in compiled(path).findings if finding.severity is not Severity.INFO]
    assert not found, render(tuple(found), Language.EN)


@files
def test_its_layout_is_the_canonical_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text, path.name, names=KeepNames(load_vocabulary())) == (text, ())


@shapes
def test_either_file_printed_is_the_other_byte_for_byte(path: Path) -> None:
    chinese, other = path.read_text(encoding="utf-8"), english(path).read_text(encoding="utf-8")
    assert printed(chinese, Language.EN) == other
    assert printed(other, Language.ZH) == chinese


@files
def test_its_examples_hold_and_reach_every_clause(path: Path) -> None:
    run = run_examples(compiled(path))
    assert [outcome.title.get(Language.EN) for outcome in run.outcomes if not outcome.passed] == []
    assert run.outcomes
    assert run.unreached == ()


@shapes
def test_the_json_of_its_rules_is_read_back_whole(path: Path) -> None:
    policy = rules(path)
    text = emit(policy, "json")
    assert load_rules(text) == policy
    Draft202012Validator(json.loads(published_schema())).validate(json.loads(text))


@shapes
def test_the_claims_of_its_examples_come_to_the_same_everywhere(path: Path) -> None:
    found = compiled(path)
    policy = found.policy
    assert policy is not None
    module, api = emitted(policy), compile_policy(path)
    read = prepare(load_rules(emit(policy, "json")))
    for example in found.placed.examples:
        claims = list(claims_of(found, example))
        assert_agree(policy, module, claims)
        year = api.settle(claims)
        assert [result.claim for result in year.results] == [
            row[0] for row in by_reference(policy, claims, Language.EN)
        ]
        assert year.results == tuple(prepare(policy).settle(claims)) == tuple(read.settle(claims))


@pytest.mark.parametrize(
    ("admitted", "fen"), [("2024-02-29", 60_000), ("2024-03-01", 100_000)], ids=["the day before", "the day itself"]
)
def test_an_identity_fixed_at_admission_is_that_of_the_day_of_admission(admitted: str, fen: int) -> None:
    policy = compile_policy(FOLDER / "22-identity-at-admission.policy")
    held = [{"category": "低保对象", "to": "2024-02-29"}, {"category": "特困人员", "from": "2024-03-01"}]
    claim = {"claim": "1", "person": "A", "date": "2024-03-10", "categories": held, "care": "住院", "in_scope": "1000"}
    (result,) = policy.settle([{**claim, "admission_date": admitted}]).results
    assert result.amount_fen == fen


@pytest.mark.parametrize(
    ("arose", "status"), [("2023-12-31", "elsewhere"), ("2024-01-01", "paid")], ids=["too old", "the first day"]
)
def test_a_retroactive_document_goes_by_the_day_of_the_expense(arose: str, status: str) -> None:
    policy = compile_policy(FOLDER / "24-expiry-and-retroactive-effect.policy")
    claim = {"claim": "1", "person": "A", "date": "2024-03-10", "categories": ["低保对象"], "care": "住院"}
    (result,) = policy.settle([{**claim, "in_scope": "1000", "expense_date": arose}]).results
    assert result.status.value == status


def test_a_window_before_the_claim_and_a_family_are_columns_of_a_file_of_claims() -> None:
    policy = compile_policy(FOLDER / "11-previous-year-and-windows.policy")
    claim = {"person": "A", "date": "2024-03-10", "categories": "特困人员", "care": "住院", "in_scope": "1000"}
    short, exact = (
        {**claim, "claim": number, "in_scope_past_12_months": stated}
        for number, stated in (("1", "29999.99"), ("2", "30000"))
    )
    assert [result.amount_fen for result in policy.settle([short, exact]).results] == [90_000, 100_000]


def test_two_persons_of_a_family_in_a_file_of_claims_share_one_deductible() -> None:
    policy = compile_policy(FOLDER / "10-the-family.policy")
    claim = {"date": "2024-03-10", "categories": "低保对象", "care": "住院", "in_scope": "3000"}
    claims = [
        {**claim, "claim": "1", "person": "A", "family": "X"},
        {**claim, "claim": "2", "person": "B", "family": "X"},
        {**claim, "claim": "3", "person": "C", "family": "Y"},
    ]
    assert [result.amount_fen for result in policy.settle(claims).results] == [60_000, 180_000, 60_000]
