"""What can be wrong with a register as a whole, where each document by itself is sound."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, Severity, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class SameId(Finding):
    """Two files with one id; ``second`` is where the first of them says so."""

    id: ClassVar[str] = "TW326"
    policy: str
    files: tuple[str, str]

    def message(self, language: Language) -> str:
        """Name the id and both files."""
        first, other = (quoted(file, language) for file in self.files)
        if language is Language.ZH:
            return f"两个文件的编号都是{self.policy}：{first}和{other}。"
        return f"Two files have the id {self.policy}: {first} and {other}."

    def advice(self, language: Language) -> str | None:
        """Say what to do with a later version."""
        if language is Language.ZH:
            return "新旧两份文件各用一个编号，如加上年份；同一份文件只留一个。"
        return "Give each version an id of its own, with the year for example; keep one file of each document."


@frozen(kw_only=True)
class GovernsNowhere(Finding):
    """A document of a register without a region."""

    id: ClassVar[str] = "TW327"
    severity: ClassVar[Severity] = Severity.WARNING
    policy: str

    def message(self, language: Language) -> str:
        """Name the document."""
        if language is Language.ZH:
            return f"{self.policy}没有写“地区”：文件库里没有记录会适用它。"
        return f"{self.policy} does not say for which region it is: no claim of the register falls under it."

    def advice(self, language: Language) -> str | None:
        """Show the line."""
        return "地区 云南省、保山市" if language is Language.ZH else "For example: region Yunnan, Baoshan"


@frozen(kw_only=True)
class Both(Finding):
    """Two documents of one region that are in force on the same days, where neither ends or refines the other."""

    id: ClassVar[str] = "TW502"
    severity: ClassVar[Severity] = Severity.WARNING
    later: str
    earlier: str
    days: tuple[str, str]
    """From the first day on, in English and Chinese."""

    def message(self, language: Language) -> str:
        """Name both, and the one that counts."""
        since = self.days[language is Language.ZH]
        if language is Language.ZH:
            return f"{since}，同一地区{self.earlier}和{self.later}都在施行：按{self.later}结算。"
        return f"{since}, {self.earlier} and {self.later} are both in force in one region: {self.later} is applied."

    def advice(self, language: Language) -> str | None:
        """Say how one ends the other."""
        if language is Language.ZH:
            return (
                f"新文件废止旧文件的，写一行“废止”，写明旧文件的文号或名称；对旧文件作细化的，写“细化 {self.earlier}”。"
            )
        return (
            "If the later document ends the earlier one, say so: repeals, and the earlier one's number or title; "
            f"if it fills it in: refines {self.earlier}."
        )


@frozen(kw_only=True)
class Gap(Both):
    """Days between two documents of one region on which none is in force; ``days`` are those days."""

    def message(self, language: Language) -> str:
        """Name both documents and the days."""
        days = self.days[language is Language.ZH]
        if language is Language.ZH:
            return f"{days}，同一地区没有施行的文件：{self.earlier}已经终止，{self.later}还没有施行。"
        return f"{days}, no document is in force in the region: {self.earlier} has ended, {self.later} has not begun."

    def advice(self, language: Language) -> str | None:
        """Say what to look for."""
        if language is Language.ZH:
            return "请核对日期；中间若还有一份文件，请放进文件库。"
        return "Compare the dates; if there is a document between the two, add it to the register."
