"""Accepting a finding: a signed act in the document, which names what it excuses and holds as long as that stays."""

from __future__ import annotations

import pytest
from small_documents import HEADER

from tiaowen.compiler.checks import accepted, check, mark_of
from tiaowen.compiler.checks.accepting import LENGTH, Accepted
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.format import format_text
from tiaowen.dsl.tree import Language

LINES = """Article 1
in force from 2023-01-01
special diseases means {count} kinds: lung cancer, stomach cancer
{list}recipients means extremely poor people, minimum living guarantee recipients
several identities: most favourable outcome
Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  recipients: no deductible, ratio 70%, cap 20,000 yuan
{clause}"""


def compiled(*, count: int = 3, listed: str = "", clause: str = "") -> Compiled:
    return compile_text(HEADER + LINES.format(count=count, list=listed, clause=clause), "town.policy")


def heard(found: Compiled) -> Accepted:
    return accepted((*found.findings, *check(found).findings), found)


def of(id: str, findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.id == id]


def mark(id: str, found: Compiled) -> str:
    (one,) = of(id, (*found.findings, *check(found).findings))
    return mark_of(one)


def test_a_finding_is_shown_until_it_is_accepted_on_its_line() -> None:
    plain = compiled()
    letters = mark("TW601", plain)
    assert len(letters) == LENGTH
    assert letters.isalpha()
    result = heard(compiled(listed=f'accept TW601 ({letters}) "the annex miscounts"\n'))
    assert [finding.id for finding in result.findings if finding.id in ("TW601", "TW702", "TW703", "TW704")] == []
    (excused,) = result.excused
    assert (excused.finding.id, excused.by.line.reason.en) == ("TW601", "the annex miscounts")


def test_what_was_accepted_comes_back_when_it_changes() -> None:
    letters = mark("TW601", compiled(count=3))
    result = heard(compiled(count=4, listed=f'accept TW601 ({letters}) "the annex miscounts"\n'))
    assert len(of("TW601", result.findings)) == 1
    (changed,) = of("TW703", result.findings)
    assert mark("TW601", compiled(count=4)) in str(changed.advice(Language.EN))
    assert result.excused == ()


def test_without_its_mark_an_acceptance_holds_and_asks_for_the_mark() -> None:
    result = heard(compiled(count=4, listed='accept TW601 "the annex miscounts"\n'))
    assert of("TW601", result.findings) == []
    (unmarked,) = of("TW704", result.findings)
    assert mark("TW601", compiled(count=4)) in str(unmarked.advice(Language.ZH))


@pytest.mark.parametrize("id", ["TW601", "TW999", "nonsense"])
def test_an_acceptance_of_nothing_is_told_with_the_line_where_there_is_something(id: str) -> None:
    result = heard(compiled(clause=f'  accept {id} "no reason"\n'))
    (nothing,) = of("TW702", result.findings)
    assert ("line 6" in str(nothing.advice(Language.EN))) is (id == "TW601")
    assert len(of("TW601", result.findings)) == 1


def test_an_error_that_leaves_no_rules_is_never_excused() -> None:
    text = HEADER + 'Article 1\nrecipients means the poor of the moon\naccept TW107 "they exist"\n'
    found = compile_text(text, "town.policy")
    result = heard(found)
    assert not found.ok
    assert len(of("TW107", result.findings)) == 1


def test_remarks_between_do_not_part_an_acceptance_from_its_line() -> None:
    result = heard(compiled(listed='reading "the annex says three"\naccept TW601 "the annex miscounts"\n'))
    assert of("TW601", result.findings) == []


def test_an_acceptance_changes_no_rule_and_ends_no_scope() -> None:
    plain = compiled(clause="  extremely poor people: cap 30,000 yuan\n").policy
    with_one = compiled(clause='  accept TW217 "the bank rounds"\n  extremely poor people: cap 30,000 yuan\n').policy
    assert plain is not None
    assert with_one is not None
    assert plain.benefits[0].facet("cap") is not None
    assert [(rule.value, rule.boxes) for rule in plain.benefits[0].rules] == [
        (rule.value, rule.boxes) for rule in with_one.benefits[0].rules
    ]


def test_the_mark_does_not_hang_on_the_place_or_the_wording_around() -> None:
    moved = compile_text(
        HEADER + "# a remark\n\n" + LINES.format(count=3, list="", clause="").replace("Article 2", "Article 9"),
        "other.policy",
    )
    assert mark("TW601", compiled()) == mark("TW601", moved)


def test_the_formatter_puts_an_acceptance_under_its_line() -> None:
    text = HEADER + LINES.format(count=3, list="", clause='accept TW217 "the bank rounds"\n')
    assert format_text(text, "town.policy")[0].endswith('yuan\n  accept TW217 "the bank rounds"\n')
