"""The headings of a page, and the sentences that stand on all of them, in both languages."""

from __future__ import annotations

from tiaowen.compiler.manual.model import Case, FindingPage, Kind, Words
from tiaowen.compiler.manual.run import file_name, severity
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

AVOID = Words("Avoid", "不要这样写")
PREFER = Words("Prefer", "这样写")
WHY = Words("Why", "为什么")
FIX = Words("Fix", "怎么改")
NOTE = Words("Note", "说明")
BESIDE = Words("The file {file} beside it", "同一文件夹里的 {file}")
NO_FILE = Words("No file shows it", "没有文件能触发")
ALL = Words("All findings", "全部问题")
COLON = Words(": ", "：")

INDEX_TITLE = Words("Findings", "检查结果一览")
INDEX = Words(
    "Everything that the program can object to, one page for each. An error keeps a file from being used or a record "
    "from being settled; a warning does not, but shows what is easily meant otherwise.",
    "本程序会提出的全部问题，每个问题一页。错误会使文件不能使用、记录不能结算；警告不会，但多半与起草人的本意不符。",
)
INDEX_HEAD = (Words("id", "编号"), Words("severity", "级别"), Words("what it is about", "问题"))


def command(page: FindingPage, case: Case, text: str) -> str:
    """Return the command that shows the finding; ``text`` is the page's own where only a name is given."""
    match case.kind:
        case Kind.POLICY:
            level = " --level info" if severity(page) is Severity.INFO else ""
            return f"tiaowen check{level} {file_name(page)}"
        case Kind.CLAIMS:
            return f"tiaowen settle {case.policy} {file_name(page)}"
        case Kind.NAME:
            return f"tiaowen check {text.strip()}"


def given(page: FindingPage, case: Case, text: str) -> str:
    """Return the text to show: the file, or the command where a name is all there is."""
    return f"$ {command(page, case, text)}" if case.kind is Kind.NAME else text


def says(command: str, language: Language, quote: str = "") -> str:
    """Return the words that introduce what a command prints."""
    if language is Language.ZH:
        return f"{quote}{command}{quote} 会提示："
    return f"{quote}{command}{quote} says:"


def many(times: int, language: Language) -> str:
    """Return what an ellipsis in a text stands for."""
    if language is Language.ZH:
        return f"（“…”处重复，共{times:,}次。）"
    return f"(At “…” it goes on, {times:,} times in all.)"


def flowing(text: str, language: Language) -> str:
    """Return a paragraph on one line. Chinese lines meet without a blank, except between two words in Latin letters."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if language is Language.EN:
        return " ".join(lines)
    whole = lines[0]
    for line in lines[1:]:
        whole += (" " if whole[-1:].isascii() and line[:1].isascii() else "") + line
    return whole
