"""Documents side by side: whose class is which, and what every document says of every benefit."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from command_line import CHINESE, ENGLISH, tiaowen
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.compare import Effect, compare
from tiaowen.compiler.compare.model import Standing as Said
from tiaowen.compiler.library import open_policy
from tiaowen.compiler.matrix import Matrix, matrix
from tiaowen.compiler.matrix.arranging import By
from tiaowen.compiler.matrix.markdown import render_markdown
from tiaowen.compiler.matrix.model import Group, Place, Standing
from tiaowen.compiler.matrix.report import render_text
from tiaowen.compiler.matrix.to_json import published_schema, to_json
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import display_width
from tiaowen.dsl.tree import Language

FIVE = ("kaizhou-2017", "yunyang-2023", "baoshan-2022", "yunnan-2019", "lianyungang-2017")


def rules(name: str) -> Policy:
    found = open_policy(name)[1]
    assert found is not None
    assert found.policy is not None
    return found.policy


ALL = matrix([rules(name) for name in FIVE])


def group(found: Matrix, category: str) -> Group:
    (one,) = (each for each in found.groups if category in each.who)
    return one


def standing(category: str, policy: str) -> Standing:
    at = [each.policy for each in ALL.documents].index(policy)
    return group(ALL, category).documents[at]


def said(category: str, policy: str, benefit: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The facets of a benefit, each with its value and articles."""
    pieces = standing(category, policy).terms.get(benefit, ())
    return [
        (piece.facet, piece.view.text.en or "", tuple(citation_text(cite, Language.ZH) for cite in piece.view.cites))
        for piece in pieces
    ]


PRIORITY, LOW, NOBODY, ELSE = "priority recipients", "low-income recipients", "no such recipient", "elsewhere"
ENROLMENT = "only enrolment subsidy"
CLASSES = {
    "rural-five-guarantee-persons": (PRIORITY, PRIORITY, "class 1", PRIORITY, PRIORITY),
    "orphans": (PRIORITY, ELSE, "class 1", "recipient", PRIORITY),
    "people-fallen-back-into-poverty": (NOBODY, PRIORITY, "class 2", NOBODY, NOBODY),
    "low-income-marginal-family-members": (NOBODY, f"{LOW} kind 1", "class 3", NOBODY, NOBODY),
    "patients-impoverished-by-illness": ("recipient", f"{LOW} kind 2", "class 4", "major-disease recipients", NOBODY),
    "severely-disabled-persons": (LOW, ELSE, NOBODY, NOBODY, NOBODY),
    "border-village-entitled-veterans": (NOBODY, ELSE, ENROLMENT, ENROLMENT, NOBODY),
    "other-persons-in-special-hardship": (NOBODY, ELSE, "class 4", "recipient", "expanded recipients"),
    "relative-hardship-workers": (NOBODY, ELSE, "class 4", NOBODY, NOBODY),
}


@pytest.mark.parametrize("category", CLASSES)
def test_everybody_is_in_the_class_that_each_document_says(category: str) -> None:
    assert tuple(each.text.en for each in group(ALL, category).documents) == CLASSES[category]


def test_a_category_that_documents_define_otherwise_is_marked() -> None:
    near = [each.near for each in group(ALL, "patients-impoverished-by-illness").documents]
    assert near == [True, True, True, True, False]
    assert not any(each.near for each in group(ALL, "relative-hardship-workers").documents)


def test_what_a_document_says_has_its_articles() -> None:
    who = "low-income-marginal-family-members"
    assert said(who, "baoshan-2022", "inpatient-assistance") == [
        ("ratio", "60%", ("第十一条",)),
        ("deductible", "10% of provincial disposable income (2,993.20) per year", ("第十条", "第十条")),
        ("cap", "1x provincial disposable income (29,932) per year", ("第十二条", "第十二条")),
    ]
    assert ALL.year == 2025


def test_elsewhere_not_covered_not_stated_and_delegated_are_told_apart() -> None:
    def standings(category: str, policy: str, benefit: str) -> set[Said]:
        return {piece.view.standing for piece in standing(category, policy).terms.get(benefit, ())}

    assert Said.ELSEWHERE in standings("orphans", "yunyang-2023", "special-disease-assistance")
    assert standings("relative-hardship-workers", "baoshan-2022", "enrolment-subsidy") == {Said.NOT_COVERED}
    assert standings("minimum-living-guarantee", "yunnan-2019", "outpatient-assistance") >= {Said.NOT_STATED}
    assert standings("minimum-living-guarantee", "baoshan-2022", "enrolment-subsidy") == {Said.DELEGATED}
    assert standings("minimum-living-guarantee", "lianyungang-2017", "inpatient-assistance") == {Said.NONE, Said.BOUND}
    assert standings("relative-hardship-workers", "kaizhou-2017", "inpatient-assistance") == set()
    assert standing("relative-hardship-workers", "kaizhou-2017").place is Place.NOBODY


def test_the_order_of_documents_changes_the_columns_only() -> None:
    policies = [rules(name) for name in FIVE[1:4]]

    def content(found: Matrix) -> set[object]:
        return {
            (frozenset(each.who), frozenset(
                (document.policy, one.place, one.text, one.near, frozenset(one.terms.items()))
                for document, one in zip(found.documents, each.documents, strict=True)
            ))
            for each in found.groups
        }  # fmt: skip

    first, *others = (content(matrix(order)) for order in permutations(policies))
    assert all(other == first for other in others)


def test_no_category_is_in_two_groups() -> None:
    every = [category for each in ALL.groups for category in each.who]
    assert len(every) == len(set(every))


def test_a_matrix_says_what_the_comparison_of_two_of_its_documents_says() -> None:
    """Each stated facet of a comparison is in the matrix, with the same value."""
    sides = [rules("kaizhou-2017"), rules("yunyang-2023")]
    found = matrix(sides)
    comparison = compare(*sides, at=found.year)
    checked = 0
    for change in comparison.changes:
        for at, view in enumerate((change.left, change.right)):
            if (
                change.facet not in ("ratio", "cap", "subsidy", "deductible")
                or view is None
                or change.effect is Effect.ADMIN
            ):
                continue
            if view.standing is not Said.STATED:
                continue
            for each in found.groups:
                if set(each.who) & set(change.who):
                    pieces = each.documents[at].terms.get(change.benefit, ())
                    values = {piece.view.value for piece in pieces if piece.facet == change.facet}
                    assert view.value in values, (change.benefit, change.facet, each.who)
                    checked += 1
    assert checked > 30


def test_two_documents_that_are_the_same_say_the_same() -> None:
    one = rules("baoshan-2022")
    for each in matrix([one, one]).groups:
        assert each.documents[0] == each.documents[1]


# ── what is shown ──


@pytest.mark.parametrize(
    ("by", "language"), [("category", CHINESE), ("benefit", ENGLISH)], ids=["category-zh", "benefit-en"]
)
def test_five_documents_side_by_side(by: str, language: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    chosen = Language.ZH if language is CHINESE else Language.EN
    assert render_text(ALL, By(by), chosen, 140) == snapshot


@pytest.mark.parametrize("language", list(Language))
def test_two_documents_as_markdown(language: Language, snapshot: SnapshotAssertion) -> None:
    assert render_markdown(matrix([rules("baoshan-2022"), rules("yunnan-2019")]), By.BENEFIT, language) == snapshot


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("language", list(Language))
def test_no_line_is_wider_than_the_page(by: By, language: Language) -> None:
    for width in (100, 160):
        assert max(display_width(line) for line in render_text(ALL, by, language, width).splitlines()) <= width


def test_the_data_follow_the_published_schema() -> None:
    schema = json.loads(published_schema())
    Draft202012Validator.check_schema(schema)
    for language in Language:
        Draft202012Validator(schema).validate(json.loads(json.dumps(to_json(ALL, language))))


def test_the_command_writes_every_format() -> None:
    two = ("matrix", "baoshan-2022", "yunnan-2019")
    data = json.loads(tiaowen(*two, "--format", "json", "--at", "2024").out)
    assert (data["at"], [each["policy"] for each in data["documents"]]) == (2024, ["baoshan-2022", "yunnan-2019"])
    for by in ("category", "benefit"):
        for format_ in ("text", "markdown"):
            heard = tiaowen(*two, "--by", by, "--format", format_, *CHINESE)
            assert (heard.code, heard.err) == (0, "")
            assert "一类人员" in heard.out


BAD = {
    (): 2,
    ("baoshan-2022",): 2,
    ("-", "-"): 2,
    ("baoshan-2022", "nowhere-2000"): 3,
    ("baoshan-2022", "yunnan-2019", "--by", "colour"): 2,
    ("baoshan-2022", "yunnan-2019", "--at", "12"): 2,
}


@pytest.mark.parametrize("arguments", BAD)
@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_what_cannot_be_read_is_not_shown_as_a_matrix(arguments: tuple[str, ...], language: tuple[str, str]) -> None:
    heard = tiaowen("matrix", *arguments, *language)
    assert (heard.code, heard.out) == (BAD[arguments], "")
    assert heard.err
