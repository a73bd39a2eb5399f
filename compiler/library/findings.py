"""What can be wrong with a policy before its text is looked at."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.mistakes import TooLarge
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class NoPolicy(Finding):
    """Neither a file that can be opened nor the id of a shipped policy; ``shipped`` are the ids there are."""

    id: ClassVar[str] = "TW031"
    file: str
    reason: str
    reason_zh: str
    shipped: tuple[str, ...] = ()

    def message(self, language: Language) -> str:
        """Say which and why."""
        if language is Language.ZH:
            return f"无法读取{quoted(self.file, language)}：{self.reason_zh}。"
        return f"Cannot read {quoted(self.file)}: {self.reason}."

    def advice(self, language: Language) -> str | None:
        """Name the shipped policies."""
        if not self.shipped:
            return None
        if language is Language.ZH:
            return f"随附的政策文件：{'、'.join(self.shipped)}。"
        return f"The shipped policies are: {', '.join(self.shipped)}."


@frozen(kw_only=True)
class FileTooLarge(TooLarge):
    """More bytes than any policy within the limit of characters has; the rest was not read."""

    id: ClassVar[str] = "TW032"

    def message(self, language: Language) -> str:
        """Say what the limit is; the size is not known, as reading stopped."""
        if language is Language.ZH:
            return f"文件太长：上限{self.limit:,}个字符。"
        return f"This file is too long: the limit is {self.limit:,} characters."
