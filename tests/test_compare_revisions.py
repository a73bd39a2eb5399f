"""Revising the shipped documents: one planted change each, and exactly that change is reported, at its article."""

from functools import cache
from pathlib import Path

import pytest
from revising import KINDS, Revision, without_examples
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.compare import Change, Comparison, Effect, Mode, compare
from tiaowen.compiler.compare.model import Structure, View
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Language

DOCUMENTS = sorted(
    file for file in (Path(__file__).parent.parent / "policies").glob("*/*.policy") if ".en." not in file.name
)
PLANTED = [
    pytest.param(file, kind, id=f"{file.stem}-{kind}")
    for file in DOCUMENTS
    for kind, plant in KINDS.items()
    if plant(without_examples(file.read_text(encoding="utf-8"))) is not None
]
"""Every document with every kind of change that it has the place for."""

TEXTUAL = {"wording": Structure.TEXT_ONLY, "number": Structure.RENUMBERING, "split": Structure.SPLIT}
TIMELY = ("day", "deadline")


@cache
def text_of(file: Path) -> str:
    return without_examples(file.read_text(encoding="utf-8"))


@cache
def before(file: Path) -> Policy:
    return compile_policy(text_of(file)).rules


@cache
def revised(file: Path, kind: str) -> tuple[Revision, Comparison]:
    revision = KINDS[kind](text_of(file))
    assert revision is not None
    return revision, compare(before(file), compile_policy(revision.text).rules, mode=Mode.REVISE)


def differing(comparison: Comparison) -> list[Change]:
    return [row for row in comparison.facets if row.effect is not Effect.EQ or row.structure is not Structure.SAME]


def articles(view: View | None) -> list[str]:
    cites = view.cites if view is not None else ()
    return list(dict.fromkeys(citation_text(cite, Language.ZH).partition("［")[0] for cite in cites))


def told(row: Change) -> str:
    """Return a row on one line: what it is about, for whom and where, what happened, and both sides with articles."""
    where = "，".join(each.text.zh or "" for each in row.where)
    about = " · ".join(filter(None, [row.benefit, row.facet, row.who_text.zh, where]))
    sides = [
        f"{view.text.zh}〔{'、'.join(articles(view))}〕" if view is not None else "" for view in (row.left, row.right)
    ]
    return f"{row.effect.value} {row.structure.value} | {about} | {' → '.join(sides)}"


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_exactly_the_planted_change_is_reported(file: Path, snapshot: SnapshotAssertion) -> None:
    kinds = [param.values[1] for param in PLANTED if param.values[0] == file]
    found = {}
    for kind in map(str, kinds):
        revision, comparison = revised(file, kind)
        found[f"{kind}: {revision.article}"] = list(map(told, differing(comparison)))
    assert found == snapshot


@pytest.mark.parametrize(("file", "kind"), PLANTED)
def test_a_change_is_told_and_at_its_article(file: Path, kind: str) -> None:
    revision, comparison = revised(file, kind)
    rows = differing(comparison)
    assert rows
    # A hidden change is told where it acts, and by another row where it was made.
    seen = [row for row in rows if row.effect is not Effect.HIDDEN]
    places = {place for row in seen for view in (row.left, row.right) for place in articles(view)}
    assert any(place.rstrip("、") in revision.article for place in places)


@pytest.mark.parametrize(("file", "kind"), PLANTED)
def test_what_is_paid_differs_only_where_something_else_is_told(file: Path, kind: str) -> None:
    _, comparison = revised(file, kind)
    rows = differing(comparison)
    benefits = {row.benefit for row in rows}
    paid = [row for scene in comparison.scenes for row in scene.rows if row.effect not in (Effect.EQ, Effect.UNDET)]
    assert all({*row.benefits[0], *row.benefits[1]} & benefits for row in paid)
    if kind in (*TEXTUAL, *TIMELY):
        assert not paid


@pytest.mark.parametrize(("file", "kind"), PLANTED)
def test_the_kind_of_a_change_has_its_structure_and_effect(file: Path, kind: str) -> None:
    _, comparison = revised(file, kind)
    rows = differing(comparison)
    if kind == "dead":
        assert {row.effect for row in rows} == {Effect.DEAD}
    elif kind in TEXTUAL:
        assert {(row.structure, row.effect) for row in rows} == {(TEXTUAL[kind], Effect.EQ)}
    elif kind in TIMELY:
        assert {row.effect for row in rows} == {Effect.TIME}
    else:
        assert not {row.structure for row in rows} & set(TEXTUAL.values())
        assert not {row.effect for row in rows} & {Effect.EQ, Effect.TIME, Effect.ADMIN}


@pytest.mark.parametrize(("file", "kind"), [param for param in PLANTED if param.values[1] in ("figure", "category")])
def test_going_back_is_the_mirror(file: Path, kind: str) -> None:
    revision, comparison = revised(file, kind)
    back = compare(compile_policy(revision.text).rules, before(file), mode=Mode.REVISE)
    assert sorted(map(_key, differing(comparison))) == sorted(_key(row, mirrored=True) for row in differing(back))


def _key(row: Change, *, mirrored: bool = False) -> tuple[str, ...]:
    views = (row.right, row.left) if mirrored else (row.left, row.right)
    effect = row.effect.mirrored if mirrored else row.effect
    values = [view.value if view is not None else "" for view in views]
    return (row.benefit, row.facet or "", ",".join(row.who), effect.value, *values)
