"""Names and places: what a document declares, what its names mean, what governs each line."""

from __future__ import annotations

import pytest
from small_documents import HEADER, INPATIENT, RECIPIENTS, amounts, claim, compiled, ids, inpatient

from tiaowen.compiler.resolve import PlacedDocument, nest, place
from tiaowen.compiler.resolve.declared import identifier, kind_of_heading
from tiaowen.compiler.resolve.findings import UnknownName, kinds_text
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.parse import parse
from tiaowen.dsl.source import Source
from tiaowen.dsl.tree import Language


def placed(text: str) -> tuple[PlacedDocument, tuple[Finding, ...]]:
    document, _ = parse(text, "t")
    return place(document, Source.of(text, "t"))


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_heading_ends_a_scope_and_so_does_a_definition() -> None:
    found, _ = placed(
        HEADER
        + "Article 1\nfor inpatient assistance:\n  covers inpatient\nArticle 2\nseveral identities: "
        + "most favourable outcome\nfor outpatient assistance:\n  covers outpatient\nclass 1 means orphans\n"
        + "several identities: most favourable class\n"
    )
    scopes = {type(p.line).__name__: [n.text for n in p.benefits] for p in found.lines}
    assert scopes["Several"] == []
    covers = [[n.text for n in p.benefits] for p in found.lines if isinstance(p.line, tree.Covers)]
    assert covers == [["inpatient assistance"], ["outpatient assistance"]]


def test_readings_and_quotes_belong_to_the_line_above() -> None:
    found, _ = placed(HEADER + 'Article 1\nclass 1 means orphans\nreading "one"\nquote "two"\nclass 2 means dibao\n')
    first, second = (p for p in found.lines if isinstance(p.line, tree.Means))
    assert [text.en for text in first.readings] == ["one", "two"]
    assert second.readings == ()


def test_steps_belong_to_the_example_above() -> None:
    found, findings = placed(
        HEADER + 'Article 1\nexample "one"\nperson: orphans\nexample "two"\nperson: dibao\nArticle 2\nperson: dibao\n'
    )
    assert [len(example.steps) for example in found.examples] == [1, 1]
    assert [finding.id for finding in findings] == ["TW121"]


# ── Declared names ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("categories", "category"),
        ("Category", "category"),
        ("disease lists", "disease-list"),
        ("authority", "authority"),
        ("对象", "category"),
        ("待遇项目", "benefit"),
        ("marks", "mark"),
        ("things", None),
    ],
)
def test_kinds_of_headings(text: str, kind: str | None) -> None:
    assert kind_of_heading(text) == kind


def test_ids_are_english_words_or_the_chinese_name() -> None:
    assert identifier("Needy Workers 2023") == "needy-workers-2023"
    assert identifier("H1+ centre") == "h1+-centre"
    assert identifier("困难职工A类") == "困难职工A类"


def test_a_declared_name_is_known_in_both_languages_by_every_name() -> None:
    text = "[categories]\nneedy workers, poor workers = 困难职工甲、贫困职工甲\n" + inpatient(
        "needy workers: ratio 50%, no cap", "others: not covered"
    ).replace("class 1, class 2, class 3", "class 1, class 2, class 3, 贫困职工甲")
    for name in ("needy workers", "poor workers", "困难职工甲", "贫困职工甲", "needy-workers"):
        assert amounts(text, claim(name)) == ["500.00"]


def test_a_declaration_adds_names_to_a_registered_one() -> None:
    text = "[marks]\nreferred = 规范转诊、上转\n" + inpatient(
        "recipients with 上转: ratio 50%, no cap", "recipients, not referred: not covered"
    )
    assert amounts(text, claim("orphans", marks=["referred"]), claim("orphans", marks=["上转"])) == ["500.00"] * 2
    assert amounts(text, claim("orphans")) == ["excluded"]


def test_two_declared_names_never_share_an_id() -> None:
    text = "[marks]\nway a+ = 甲路\nway a = 乙路\nlevel.1 = 丙路\n" + inpatient(
        "recipients with 甲路: ratio 50%, no cap",
        "recipients with 乙路, not 甲路: ratio 60%, no cap",
        "recipients, not 乙路, not 甲路: ratio 70%, no cap",
    )
    found = amounts(text, *(claim("orphans", level=1, marks=marks) for marks in (["甲路"], ["乙路"], ["丙路"])))
    assert found == ["500.00", "600.00", "700.00"]


def test_a_region_that_nobody_registered_is_taken_as_it_is() -> None:
    text = inpatient("recipients: ratio 50%, no cap").replace("region Yunnan", "region Yunnan, Nowhere")
    found = compiled(text)
    assert [finding.id for finding in found.findings] == ["TW144"]
    assert found.policy is not None
    assert found.policy.regions == ("yunnan", "nowhere")
    assert found.policy.names["nowhere"].en == "Nowhere"


def test_denial_is_the_vocabularys_business() -> None:
    """未规范转诊 denies 规范转诊; 未央居民 denies nothing once it is a name."""
    text = "[标识]\nweiyang resident = 未央居民\n" + inpatient(
        "recipients, 未规范转诊: ratio 50%, no cap",
        "recipients, 规范转诊, 未央居民: ratio 60%, no cap",
        "recipients, 规范转诊, 非未央居民: ratio 70%, no cap",
    )
    marks: tuple[list[str], ...] = ([], ["referred", "未央居民"], ["referred"])
    assert amounts(text, *(claim("orphans", marks=held) for held in marks)) == ["500.00", "600.00", "700.00"]


def test_nobody_is_defined_by_what_he_is_not() -> None:
    """非一类人员 is no new category; a declared name that begins like a denial is one."""
    assert ids(HEADER + RECIPIENTS + "非一类人员包括低保对象\n") == ["TW008"]
    assert ids(HEADER + "Article 1\n非一类人员包括低保对象\n一类人员包括孤儿\n救助对象包括一类人员\n") == ["TW008"]
    assert ids(HEADER + RECIPIENTS + "非遗传承人员包括低保对象\n") == []
    assert ids(HEADER + "[对象]\n非一类人员 = 其余人员\n" + RECIPIENTS + "非一类人员包括低保对象\n") == []


# ── Definitions that declare ─────────────────────────────────────────────────────────────────────────────────────


def test_the_kind_of_a_defined_name_follows_from_its_members_in_any_order() -> None:
    found = compiled(
        HEADER
        + RECIPIENTS
        + "Article 2\nlong list means first list, second list\nfirst list means lung cancer\n"
        + "second list means third list\nthird list means leukaemia\n"
        + "own care means other care, inpatient\nother care means chronic outpatient\n"
        + "own group means orphans\n"
    ).resolver.vocabulary
    kinds = {name: found.find(name) for name in ("long list", "second list", "own care", "other care", "own group")}
    assert [concept.kind for concept in kinds.values() if concept] == ["disease-list"] * 2 + ["care"] * 2 + ["group"]
    own = found.find("own care")
    assert own is not None
    assert own.parts == ("other-care", "inpatient")


def test_a_document_says_itself_what_a_registered_kind_of_care_consists_of() -> None:
    text = (
        HEADER
        + RECIPIENTS
        + "Article 2\noutpatient means chronic outpatient, day surgery\n"
        + "for outpatient assistance:\n  covers outpatient\n"
        + "  counts in-scope expenses after basic medical insurance\n  recipients: ratio 50%, no cap\n"
    )
    cares = ("chronic outpatient", "day surgery")
    claims = [claim("orphans", care=care) for care in cares]
    assert amounts(text, *claims, of="outpatient-assistance") == ["500.00"] * 2


# ── Unknown names ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [("orfans", '"orphans"', "“孤儿”"), ("低保对像", '"minimum living guarantee recipients"', "“低保对象”")],
)
def test_suggestions_are_in_the_language_of_the_reader(name: str, english: str, chinese: str) -> None:
    found = compile_text(inpatient("recipients: ratio 50%, no cap", f"{name}: deductible 5 yuan"), "t").findings
    unknown = next(finding for finding in found if isinstance(finding, UnknownName))
    assert english in (unknown.advice(Language.EN) or "")
    assert chinese in (unknown.advice(Language.ZH) or "")


def test_one_mistake_is_told_once() -> None:
    assert ids(inpatient("orfans: ratio 50%, no cap", "class 1: ratio 60%", "recipients: cap 5 yuan")) == ["TW107"]


def test_many_kinds_are_not_listed() -> None:
    assert kinds_text(("mark", "disease", "disease-list"), Language.EN) == "a yes-or-no fact or a disease"
    assert kinds_text(("group", "category"), Language.ZH) == "救助对象"
    assert kinds_text(("group", "level", "care", "plan", "mark"), Language.EN) == ""


# ── Nesting ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nesting_orders_members_first() -> None:
    found = nest({"a": ("b", "x"), "b": ("c",), "c": ("y",)})
    assert found.order == ("c", "b", "a")
    assert found.depth == {"c": 1, "b": 2, "a": 3}


def test_what_is_made_of_a_circle_is_not_on_it() -> None:
    found = nest({"a": ("b",), "b": ("c",), "c": ("b",), "d": ("d",)})
    assert found.cyclic == ("b", "c", "d")
    assert found.order == ()


@pytest.mark.parametrize(
    ("leaf", "depth", "downwards"),
    [("orphans", 10_000, True), ("orphans", 1_000, False), ("lung cancer", 1_000, True), ("inpatient", 1_000, False)],
)
def test_names_nested_ten_thousand_deep_are_one_finding(leaf: str, depth: int, downwards: bool) -> None:
    lines = [f"g{number} means g{number + 1}\n" for number in range(depth)] + [f"g{depth} means {leaf}\n"]
    text = HEADER + RECIPIENTS + "".join(lines if downwards else lines[::-1])
    found = compile_text(text, "t")
    assert [finding.id for finding in found.findings] == ["TW306"]
    assert str(depth + 1) in found.findings[0].message(Language.EN)
    assert not found.ok


def test_a_hundred_deep_is_still_expanded() -> None:
    chain = "".join(f"g{number} means g{number + 1}\n" for number in range(97)) + "g97 means orphans\n"
    text = HEADER + "Article 1\nrecipients means g0\n" + chain + INPATIENT + "  recipients: ratio 50%, no cap\n"
    assert amounts(text, claim("orphans"), claim("g50")) == ["500.00", "500.00"]
