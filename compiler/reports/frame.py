"""What every page has: one file that loads nothing, a head that stays in sight, filters, and rows that they go by.

A page carries its style sheet and its script, and a policy that lets it run nothing else: neither can anything that a
document says. Left to others: what a page is about (``page``, ``conform_page``, ``matrix_page``).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files

from attrs import frozen

from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.reports.markup import Child, Html, el, join, verbatim
from tiaowen.dsl.tree import Language, Text

STYLE, SCRIPT = "page.css", "page.js"


@frozen(eq=False)
class Spoken:
    """How a report is printed in either language."""

    en: Printing
    zh: Printing

    def text(self, build: Callable[[Printing], str]) -> Text:
        """Return what a printing says, in both languages."""
        return Text(zh=build(self.zh), en=build(self.en))


def framed(
    language: Language,
    title: str,
    heads: Iterable[Html],
    parts: Iterable[Html | None],
    made: str,
    styles: Sequence[str] = (),
) -> str:
    """Return a page that opens in ``language``; ``heads`` stand above the parts, ``styles`` are more style sheets."""
    style, script = "\n".join(map(_asset, (STYLE, *styles))), _asset(SCRIPT)
    page = el(
        "html",
        el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("title", title),
            verbatim("style", style),
        ),
        el(
            "body",
            *heads,
            el("main", *parts),
            el("footer", el("code", made)),
            verbatim("script", script),
        ),
        lang=language.value,
        data_lang=language.value,
    )
    return str(join([Html("<!DOCTYPE html>\n"), page, "\n"]))


def _asset(name: str) -> str:
    return files("tiaowen.compiler.reports").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return what the page may do: apply its own style sheet, and run its own script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# ── documents ────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen(eq=False)
class Paper:
    """A document of a page: what it is called there and what kind of side it is, and what the page says of it."""

    side: Child
    kind: str
    title: Text
    number: Text | None
    facts: Child
    policy: str
    fingerprint: str

    @property
    def mark(self) -> Html:
        """Return what the document is called on the page."""
        return el("b", self.side, class_=f"side {self.kind}")


def topped(lines: Iterable[tuple[Paper, Child]], basis: Text) -> Html:
    """Return the head that stays in sight: documents, each with what is said of it there, and the language."""
    documents = [el("p", paper.mark, " ", el("span", told, class_="doc"), class_="one") for paper, told in lines]
    button = el(
        "button",
        el("span", "English", lang="zh"),
        el("span", "中文", lang="en"),
        id="language",
        type="button",
        hidden=True,
        aria_label="Show the report in English",
        data_label_zh="Show the report in English",
        data_label_en="用中文显示报告",
    )
    return el("header", *documents, el("p", basis, class_="basis"), button)


def papers(every: Iterable[Paper]) -> Html:
    """Return the facts about documents; a column in which no document has one is left out."""
    every = list(every)
    dated = any(paper.facts is not None for paper in every)
    rows = [
        el(
            "tr",
            el("th", paper.mark, scope="row"),
            el("td", paper.title),
            el("td", paper.number),
            el("td", paper.facts) if dated else None,
            el("td", el("code", paper.policy), el("br"), el("code", paper.fingerprint, class_="print")),
        )
        for paper in every
    ]
    titles = (
        say("", ""),
        say("title", "标题"),
        say("number", "文号"),
        *([say("dates, readings", "日期、理解")] if dated else []),
        say("id and fingerprint", "编号与指纹"),
    )
    return el(
        "section",
        el("h2", say("Documents", "文件")),
        el("table", head_row(titles), el("tbody", *rows), class_="documents"),
        id="documents",
    )


def head_row(titles: Iterable[Child]) -> Html:
    """Return the head of a table."""
    return el("thead", el("tr", *(el("th", title, scope="col") for title in titles)))


# ── verdicts and filters ─────────────────────────────────────────────────────────────────────────────────────────


def signed(sign: str, words: Text, kind: str) -> Html:
    """Return the sign of a verdict with its words; ``kind`` is for the style sheet."""
    return el("span", el("b", sign, class_="sign", aria_hidden="true"), " ", words, class_=f"verdict {kind}")


@frozen(eq=False)
class Choice:
    """A verdict to filter by: its ``key`` on the rows, its sign with words, and how many rows have it."""

    key: str
    badge: Html
    rows: int


@frozen(eq=False)
class Index:
    """The categories and the benefits of a page, numbered: filters and rows go by their numbers."""

    who: Mapping[str, int]
    benefits: Mapping[str, int]

    @classmethod
    def of(cls, who: Iterable[str], benefits: Iterable[str]) -> Index:
        """Return categories and benefits numbered as they are first met."""
        return cls(_numbered(who), _numbered(benefits))

    def row(
        self,
        cells: Iterable[Html],
        *,
        key: str,
        stands_for: int,
        who: Iterable[str],
        benefits: Iterable[str],
        id: str | None = None,
    ) -> Html:
        """Return a row of a table that stands for so many rows of a report, with what the filters go by."""
        return el(
            "tr",
            *cells,
            id=id,
            data_v=key,
            data_n=stands_for,
            data_who=" ".join(str(self.who[each]) for each in who),
            data_benefit=" ".join(str(self.benefits[each]) for each in benefits),
            class_="row",
        )


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    return {id: number for number, id in enumerate(dict.fromkeys(ids))}


def filtering(legend: Text, choices: Iterable[Choice], index: Index, name: Callable[[str], Text]) -> Html:
    """Return the filters; a page without its script does not show them. ``name`` says what an id is called."""
    boxes = [
        el(
            "label",
            el("input", type="checkbox", checked=True, value=each.key, name="verdict"),
            each.badge,
            " ",
            el("span", str(each.rows), class_="n", data_n=each.key, data_all=each.rows),
        )
        for each in choices
    ]
    return el(
        "form",
        el("fieldset", el("legend", legend), *boxes),
        el(
            "p",
            el("label", say("people ", "对象 "), _select("people", index.who, name)),
            el("label", say("benefit ", "项目 "), _select("benefit", index.benefits, name)),
            el("label", say("search ", "搜索 "), el("input", type="search", id="search", autocomplete="off")),
            el("button", say("show all", "全部显示"), type="reset"),
            el("output", id="shown", aria_live="polite"),
        ),
        id="filters",
        hidden=True,
        aria_label="filters",
        data_label_en="filters",
        data_label_zh="筛选",
    )


def _select(id: str, numbers: Mapping[str, int], name: Callable[[str], Text]) -> Html:
    every = [("", say("all", "全部")), *((str(at), name(each)) for each, at in numbers.items())]
    return el(
        "select",
        *(
            el(
                "option",
                named.get(Language.EN),
                value=value,
                data_zh=named.get(Language.ZH),
                data_en=named.get(Language.EN),
            )
            for value, named in every
        ),
        id=id,
    )
