"""What can be wrong with a file of settings."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class WrongSettings(Finding):
    """Base of what is wrong with a file of settings: nothing is checked by settings that are not understood."""


@frozen(kw_only=True)
class BrokenSettings(WrongSettings):
    """No TOML, no text, or not ours to read; ``reason`` in both languages, ``detail`` in the reader's own words."""

    id: ClassVar[str] = "TW033"
    reason: tuple[str, str]
    detail: str = ""

    def message(self, language: Language) -> str:
        """Say why nothing could be read."""
        reason = self.reason[language is Language.ZH]
        if language is Language.ZH:
            return f"设置文件无法读取：{reason}{f'（{self.detail}）' if self.detail else ''}。"
        return f"These settings cannot be read: {reason}{f' ({self.detail})' if self.detail else ''}."


@frozen(kw_only=True)
class UnknownSetting(WrongSettings):
    """A key that is neither the id of a finding nor a figure that a check takes; ``near`` is what it may have been."""

    id: ClassVar[str] = "TW034"
    key: str
    near: str = ""

    def message(self, language: Language) -> str:
        """Name the key."""
        if language is Language.ZH:
            return f"没有编号为{quoted(self.key, language)}的问题，也没有这个名称的数值设置。"
        return f"No finding has the id {quoted(self.key)}, and no figure that can be set has this name."

    def advice(self, language: Language) -> str | None:
        """Say what was probably meant, or where the ids are."""
        if self.near:
            return f"是否指 {self.near}？" if language is Language.ZH else f"Did you mean {self.near}?"
        if language is Language.ZH:
            return "编号见 tiaowen check 的输出；tiaowen check --explain 编号 显示其说明。"
        return "The ids are those that tiaowen check prints; tiaowen check --explain ID shows the page of one."


@frozen(kw_only=True)
class BadSetting(WrongSettings):
    """A value that is no level, or no figure."""

    id: ClassVar[str] = "TW035"
    key: str
    value: str
    figure: bool = False

    def message(self, language: Language) -> str:
        """Name key and value, and what there is to choose from."""
        value = quoted(self.value, language)
        if language is Language.ZH:
            wanted = "大于0的整数（元）" if self.figure else '"error"、"warning"、"info" 或 "off"'
            return f"{self.key} 的值{value}不能用，应为{wanted}。"
        wanted = "a whole number of yuan above 0" if self.figure else '"error", "warning", "info" or "off"'
        return f"{self.key} cannot be {value}: it takes {wanted}."


@frozen(kw_only=True)
class FixedLevel(WrongSettings):
    """An error without which there would be no rules: it cannot be set lower, or off."""

    id: ClassVar[str] = "TW036"
    key: str

    def message(self, language: Language) -> str:
        """Name the finding."""
        if language is Language.ZH:
            return f"{self.key} 是错误：有它就得不出规则，不能关闭或降级。"
        return f"{self.key} is an error that leaves no rules to use: it cannot be turned off or set lower."

    def advice(self, language: Language) -> str | None:
        """Say what can be done."""
        if language is Language.ZH:
            return f"请删去这一行，并在政策文件里改正；说明见 tiaowen check --explain {self.key}。"
        return f"Take this line out and mend the policy; see tiaowen check --explain {self.key}."
