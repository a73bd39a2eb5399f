"""Text to canonical text, with a guard: what would say something else is never given out.

A file is parsed, printed in its own language, and what was printed is parsed again at run time: the trees must say the
same, the comments must be the same in the same order, and formatting a second time must change nothing. If one of these
fails, that is a mistake of this program: the caller gets the text it brought and a finding. Lines that cannot be read
stay as they are.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Namer, as_written, print_document
from tiaowen.dsl.printing.surface import Surface
from tiaowen.dsl.source import Source
from tiaowen.dsl.tabular.arrange import say_the_same, to_clauses, to_tables
from tiaowen.dsl.tree import Document, Language, Line, Span
from tiaowen.dsl.walk import meaning


@frozen(kw_only=True)
class WouldChange(Finding):
    """The formatter would have changed what a file says, and kept its hands off: a mistake of this program."""

    id: ClassVar[str] = "TW090"
    comments: bool = False
    """Whether it is a comment that would have changed."""

    def message(self, language: Language) -> str:
        """Say what would have changed."""
        if language is Language.ZH:
            what = "注释" if self.comments else "这一行的意思"
            return f"排版会改变{what}，因此文件保持原样。这是本程序的错误。"
        what = "a comment" if self.comments else "what this line says"
        return f"Formatting would change {what}, so the file is left as it is. This is a mistake of the program."

    def advice(self, language: Language) -> str | None:
        """Say how to go on."""
        if language is Language.ZH:
            return "请换一种写法（例如给名称加引号），并将此行报告给维护者。"
        return (
            "Write it in another way (for example a name in quotation marks), and report the line to the maintainers."
        )


class Layout(Enum):
    """How clauses are laid out: as they are, in tables where they make one, or each by itself."""

    KEPT = "kept"
    TABLES = "tables"
    CLAUSES = "clauses"


def laid_out(document: Document, language: Language, names: Namer, layout: Layout) -> Document:
    """Return the document in a layout, as it is to be printed in ``language``."""
    match layout:
        case Layout.KEPT:
            return document
        case Layout.TABLES:
            return to_tables(document, Surface(language, names))
        case Layout.CLAUSES:
            return to_clauses(document)


def format_text(
    text: str,
    file: str,
    language: Language | None = None,
    names: Namer | None = None,
    layout: Layout = Layout.KEPT,
) -> tuple[str, tuple[Finding, ...]]:
    """Return the canonical text of a file and the findings of reading it.

    ``language`` is the surface to print, by default the file's own; names are printed as ``names`` says, by default as
    written; ``layout`` says whether clauses become tables or the other way. With a :class:`WouldChange` among the
    findings the text is the one given.
    """
    written, findings = parse(text, file)
    if not written.lines and findings:
        return text, findings  # a file beyond the limits was not read at all
    surface = language or written.language
    document = laid_out(written, surface, names or as_written, layout)
    if document is not written and not say_the_same(written, document):
        return text, (*findings, WouldChange(place=Source.of(text, file).place(Span(0, 0))))
    formatted = print_document(document, surface, names or as_written)
    again, _ = parse(formatted, file)
    if (line := _first_change(document, again, renamed=surface is not document.language)) is not None:
        return text, (*findings, WouldChange(place=Source.of(text, file).place(line)))
    if _comments(written) != _comments(again):
        return text, (*findings, WouldChange(comments=True))
    # Clauses are laid out once: what that leaves stays so.
    again = laid_out(again, surface, names or as_written, layout)
    if print_document(again, again.language if language is None else language, names or as_written) != formatted:
        return text, (*findings, WouldChange(place=Source.of(text, file).place(Span(0, 0))))
    return formatted, findings


def _first_change(before: Document, after: Document, *, renamed: bool) -> Span | None:
    """Return where the first line stands that does not say the same after printing; None if all do."""
    for i, line in enumerate(before.lines):
        if i >= len(after.lines) or not _same(line, after.lines[i], renamed=renamed):
            return line.span
    return Span(0, 0) if len(after.lines) > len(before.lines) else None


def _same(before: Line, after: Line, *, renamed: bool) -> bool:
    # Under other names only the shape can be compared; that a second printing gives the same text does the rest.
    return type(before) is type(after) if renamed else meaning(before) == meaning(after)


def _comments(document: Document) -> list[str]:
    """Return all comments in order."""
    return [*(comment for beside in document.trivia for comment in beside.comments), *document.tail]
