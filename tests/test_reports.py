"""The page and the tables of a comparison: everything is in them, nothing of a document is markup."""

import re
from collections import Counter
from fractions import Fraction

import pytest
from attrs import evolve
from compared_documents import NEW, OLD, shipped, small
from hypothesis import given
from hypothesis import strategies as st
from page_reader import Element, counts_of, filter_counts, read_page, rows_of, runs_only_its_own
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.compare import Comparison, Effect, reviewed, seen_by
from tiaowen.compiler.compare.model import (
    Change,
    Corner,
    Curves,
    Entry,
    Missing,
    Mode,
    Near,
    Perspective,
    Stretch,
)
from tiaowen.compiler.compare.printing import ORDER, verdict
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports import render_html, render_markdown
from tiaowen.compiler.reports.chart import HEIGHT, WIDTH, chart, closer, reach
from tiaowen.compiler.reports.markdown import escaped
from tiaowen.compiler.reports.markup import Html, el, verbatim
from tiaowen.compiler.reports.outline import interval
from tiaowen.dsl.tree import Language, Text

PAIRS = (("kaizhou-2017", "yunyang-2023"), ("yunnan-2019", "lianyungang-2017"))
LANGUAGES = pytest.mark.parametrize("language", list(Language))
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)> " ' & | `x` *y* \\ [z](javascript:alert(3))"""


@pytest.fixture(scope="module", params=PAIRS, ids=" and ".join)
def compared(request: pytest.FixtureRequest) -> Comparison:
    return shipped(*request.param)


@pytest.fixture(scope="module")
def page(compared: Comparison) -> Element:
    return read_page(render_html(compared))


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_has_every_row(compared: Comparison, page: Element) -> None:
    assert counts_of(page) == Counter(str(ORDER.index(verdict(row))) for row in compared.changes)


def test_the_counts_of_the_filters_are_those_of_the_rows(page: Element) -> None:
    assert filter_counts(page) == counts_of(page)


def test_links_lead_to_what_is_on_the_page(page: Element) -> None:
    ids = Counter(each.attributes["id"] for each in page.every() if "id" in each.attributes)
    assert max(ids.values()) == 1
    links = [each.attributes["href"] for each in page.every("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_the_page_loads_nothing_and_runs_only_its_own_script(page: Element) -> None:
    runs_only_its_own(page)


def test_both_languages_are_on_the_page(page: Element) -> None:
    for language, there, elsewhere in ((Language.ZH, "逐条对照", "Clause by clause"), (Language.EN, "Summary", "概览")):
        text = page.text(language)
        assert there in text
        assert elsewhere not in text


@LANGUAGES
def test_the_page_opens_in_the_language_asked_for(language: Language) -> None:
    page = read_page(render_html(small(), language))
    assert (page.attributes["lang"], page.attributes["data-lang"]) == (language.value, language.value)


def test_controls_are_hidden_until_the_script_runs_and_have_labels() -> None:
    page = read_page(render_html(small()))
    (form,) = page.every("form")
    assert "hidden" in form.attributes
    for name in ("input", "select"):
        assert all(
            any(one is each for label in form.every("label") for one in label.every(name)) for each in form.every(name)
        )
    assert "hidden" in next(each for each in page.every("button") if each.attributes.get("id") == "language").attributes


def test_what_is_equal_is_folded_with_a_count() -> None:
    page = read_page(render_html(small()))
    folds = [each for each in page.every("details") if rows_of(each)]
    assert [each.text(Language.EN)[:10] for each in folds] == ["= 3 the sa"]
    assert sum(counts_of(folds[0]).values()) == 3


@pytest.mark.parametrize("perspective", list(Perspective))
def test_verdicts_are_in_the_words_of_the_perspective(perspective: Perspective) -> None:
    text = read_page(render_html(seen_by(small(), perspective))).text(Language.EN)
    fund = perspective is Perspective.FUND
    assert ("B gives more" in text) is not fund
    assert ("gains and losses are the fund's" in text) is fund


def test_a_revision_says_what_is_worse() -> None:
    assert "Revision:" in read_page(render_html(small(), mode=Mode.REVISE)).text(Language.EN)
    assert "Revision:" not in read_page(render_html(small())).text(Language.EN)


# ── nothing that a document says is markup ───────────────────────────────────────────────────────────────────────


def hostile() -> Comparison:
    """A comparison in which every text that can come from a document tries to be markup."""
    found = small()
    text = Text(zh=HOSTILE, en=HOSTILE)
    row = found.facets[0]
    near = Near("poor", text, text, text)
    missing = Missing("figure", text, (Stretch(Fraction(0), None, True, False, Effect.UP),))
    assert row.left is not None
    row = evolve(row, left=evolve(row.left, text=text), reason=text, who_text=text, near=(near,), missing=(missing,))
    entry = Entry((row.fingerprint,), HOSTILE, HOSTILE, HOSTILE, None)
    stale = Entry(("0" * 64,), HOSTILE, HOSTILE, HOSTILE, None)
    found = evolve(
        found,
        left=evolve(found.left, title=text, number=text, facts=text),
        facets=(row, *found.facets[1:]),
        basis=(text,),
    )
    return reviewed(found, (entry, stale))


def test_a_document_cannot_put_elements_on_the_page() -> None:
    plain, hurt = read_page(render_html(small())), read_page(render_html(hostile()))
    assert len(list(hurt.every("script"))) == 1
    assert not list(hurt.every("img"))
    assert {each.name for each in hurt.every()} <= {each.name for each in plain.every()}
    assert hurt.text(Language.EN).count("<script>alert(1)</script>") >= 8


def test_a_document_cannot_put_markup_into_the_table() -> None:
    lines = render_markdown(hostile()).splitlines()
    assert not any(re.search(r"(?<!\\)[<`*]", line.replace("**", "")) for line in lines)
    assert whole_tables(lines)


def whole_tables(lines: list[str]) -> int:
    """Count the rows of tables; one that has not as many cells as its table fails."""
    rows = wide = 0
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        cells = len(re.findall(r"(?<!\\)\|", line))
        wide = cells if after.startswith("| ---") else wide
        if line.startswith("|"):
            assert cells == wide, line
            rows += 1
    return rows


@given(st.text())
def test_any_text_is_shown_as_it_is(text: str) -> None:
    page = read_page(f"<html>{el('p', text, title=text)}</html>")
    (shown,) = page.every("p")
    visible = "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)
    assert (shown.text(), shown.attributes["title"]) == (visible, visible)


@given(st.text(alphabet="|`*_\\[]<>#-+=~!&1. \n\tab甲"))
def test_any_text_is_one_cell_of_a_table(text: str) -> None:
    cell = escaped(text)
    assert "\n" not in cell
    assert re.sub(r"\\([\\`*_{}\[\]<>#|~!&.)=+-])", r"\1", cell) == " ".join(text.split())
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`<*]", cell)


def test_a_script_that_ends_its_element_is_refused() -> None:
    with pytest.raises(ValueError, match="ends its element"):
        verbatim("script", "x</script>")


# ── what is gathered ─────────────────────────────────────────────────────────────────────────────────────────────


def with_first(found: Comparison, near: tuple[Near, ...] = (), missing: tuple[Missing, ...] = ()) -> Comparison:
    return evolve(found, facets=(evolve(found.facets[0], near=near, missing=missing), *found.facets[1:]))


def test_near_categories_stand_side_by_side() -> None:
    near = Near("poor", say("the poor", "贫困户"), say("income below 300", "收入低于300"), say("registered", "在册"))
    found = with_first(small(), near=(near,))
    section = next(e for e in read_page(render_html(found)).every("section") if e.attributes.get("id") == "near")
    assert [cell.text(Language.ZH).strip() for cell in section.every("td")] == ["收入低于300", "在册", "1"]
    assert "| the poor | income below 300 | registered | 1 |" in render_markdown(found)


def test_a_missing_figure_shows_the_effect_with_each_value() -> None:
    stretches = (
        Stretch(Fraction(0), Fraction(1_000_000), True, False, Effect.UP),
        Stretch(Fraction(1_000_000), None, True, False, Effect.DOWN),
    )
    found = with_first(small(), missing=(Missing("income", say("income 2023", "2023年收入"), stretches),))
    section = next(e for e in read_page(render_html(found)).every("section") if e.attributes.get("id") == "missing")
    cells = [cell.text(Language.EN) for cell in section.every("td")]
    assert cells == ["from 0.00 to below 10000.00", "▲ B gives more", "from 10000.00", "▼ B gives less"]
    assert "| from 10000.00 | ▼ B gives less |" in render_markdown(found)


@pytest.mark.parametrize(
    ("low", "high", "low_in", "high_in", "en", "zh"),
    [
        (0, 100, True, True, "from 0.00 up to 1.00", "0.00以上（含）、1.00以下（含）"),
        (100, 200, False, False, "over 1.00 to below 2.00", "1.00以上（不含）、2.00以下（不含）"),
        (100, None, False, False, "over 1.00", "1.00以上（不含）"),
        (100, 100, True, True, "1.00", "1.00"),
    ],
)
def test_an_interval_says_whether_its_ends_are_in_it(
    low: int, high: int | None, low_in: bool, high_in: bool, en: str, zh: str
) -> None:
    top = Fraction(high) if high is not None else None
    assert interval(Stretch(Fraction(low), top, low_in, high_in, Effect.UP)) == Text(zh=zh, en=en)


# ── drawings ─────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(row: Change) -> Element:
    found = chart(row, reach([row]), say("a drawing", "图"))
    assert found is not None
    return read_page(f"<html>{found}</html>")


def shapes(page: Element) -> tuple[list[tuple[str, str]], list[tuple[str, int, int]]]:
    lines = [(each.attributes["class"], each.attributes["d"]) for each in page.every("path")]
    points = [
        (each.attributes["class"], int(each.attributes["cx"]), int(each.attributes["cy"]))
        for each in page.every("circle")
    ]
    return lines, points


def test_lines_bend_where_payments_do_and_jump_where_they_jump() -> None:
    rows = [row for row in small().changes if row.facet is None]
    page = read_page(f"<html>{chart(rows[1], Fraction(6_000_000), say('', ''))}</html>")
    # nothing below 10,000 yuan, 3,000 from there on; against half of it up to 20,000 at 40,000
    assert shapes(page) == (
        [
            ("line a", "M660 1870L1140 1870M1140 1639L3540 1639"),
            ("line b", "M660 1870L2580 330L3540 330"),
        ],
        [("full a", 1140, 1639), ("open a", 1140, 1870)],
    )


def test_a_turn_is_marked_with_its_amount() -> None:
    rows = [row for row in small().changes if row.facet is None]
    marks = [each.text() for each in drawn(rows[0]).every("text") if each.attributes["class"] == "turned"]
    assert marks == ["33,333"]


def test_a_turn_at_the_edge_is_drawn_once_more_from_near() -> None:
    row = small_row()
    assert row.proof is not None
    near = evolve(row, proof=evolve(row.proof, crossings=(Fraction(42_900),)))
    assert closer(row, reach([row])) is None
    assert closer(near, reach([row])) == 150_000  # 1,500 yuan: the first mark that is not below three times the turn


def test_lines_are_told_apart_without_colour(page: Element) -> None:
    for drawing in page.every("svg"):
        lines = {each.attributes["class"].split()[-1] for each in drawing.every("path")}
        names = {each.text() for each in drawing.every("text") if each.attributes["class"].startswith("name")}
        assert names == {name for kind, both in (("a", "甲A"), ("b", "乙B")) if kind in lines for name in both}
    assert "stroke-dasharray" in next(page.every("style")).text()


amounts = st.integers(0, 20_000_000).map(Fraction)


@st.composite
def curves(draw: st.DrawFn) -> tuple[Corner, ...]:
    points = [Fraction(0), *sorted(draw(st.sets(st.integers(1, 20_000_000).map(Fraction), max_size=4)))]
    slopes = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
    return tuple(Corner(at, draw(amounts), draw(amounts), draw(slopes)) for at in points)


@given(st.one_of(st.none(), curves()), curves(), st.one_of(st.none(), st.integers(1, 30_000_000)))
def test_a_drawing_stays_on_its_page_and_has_its_jumps(
    left: tuple[Corner, ...] | None, right: tuple[Corner, ...], upto: int | None
) -> None:
    row = evolve(small_row(), curves=Curves(left, right, upto), proof=None)
    found = chart(row, reach([row]), say("", ""))
    if found is None:
        return
    page = read_page(f"<html>{found}</html>")
    lines, points = shapes(page)
    assert len(lines) == (2 if left is not None else 1)
    numbers = [tuple(map(int, each)) for _, d in lines for each in re.findall(r"[ML](-?\d+) (-?\d+)", d)]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in [*numbers, *((x, y) for _, x, y in points)])
    assert all(any(kind == f"full {mark.split()[1]}" and x == at for kind, at, _ in points) for mark, x, _ in points)


def small_row() -> Change:
    return next(row for row in SMALL.changes if row.facet is None)


SMALL = small()


def test_a_document_that_pays_nothing_is_not_drawn() -> None:
    flat = (Corner(Fraction(0), Fraction(0), Fraction(0), Fraction(0)),)
    row = evolve(small_row(), curves=Curves(flat, None, None), proof=None)
    assert chart(row, reach([row]), say("", "")) is None
    assert chart(evolve(row, curves=None), Fraction(100), say("", "")) is None


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────


@LANGUAGES
def test_the_table(language: Language, snapshot: SnapshotAssertion) -> None:
    assert render_markdown(small(), language, mode=Mode.REVISE) == snapshot


def test_the_table_has_every_clause_and_no_broken_row(compared: Comparison) -> None:
    lines = render_markdown(compared, Language.ZH).splitlines()
    assert whole_tables(lines)
    start, end = lines.index("## 逐条对照"), len(lines)
    end = next((at for at in range(start + 1, len(lines)) if lines[at].startswith("## ")), end)
    told = [line for line in lines[start:end] if line.startswith("| ") and not line.startswith(("| ---", "| 事项"))]
    assert len(told) == len(compared.facets)


def test_markup_is_made_of_elements_only() -> None:
    assert el("p", "<b>", Html("<b>x</b>"), None, class_="a b", hidden=False, data_n=1) == (
        '<p class="a b" data-n="1">&lt;b&gt;<b>x</b></p>'
    )


def test_small_documents_are_what_these_tests_say() -> None:
    assert OLD != NEW
    assert Counter(row.effect for row in small().changes) == {Effect.UP: 4, Effect.EQ: 4, Effect.MIX: 3}
