"""What can be wrong with rules that are read from JSON, and the sentence for each in both languages."""

from __future__ import annotations

from enum import Enum

from tiaowen.dsl.diagnostics import quoted
from tiaowen.dsl.tree import Language


class Problem(Enum):
    """A kind of mistake: its sentence in English and in Chinese; ``{}`` is the detail."""

    TOO_LONG = ("the text is longer than {} characters", "文本超过 {} 个字符")
    TOO_DEEP = ("it is nested more than {} levels deep", "嵌套超过 {} 层")
    NOT_JSON = ("this is not JSON: {}", "不是有效的 JSON：{}")
    NOT_TEXT = ("the text holds half a character", "文本含有不完整的字符")
    OTHER_VERSION = ("the format version is not {}", "格式版本不是 {}")
    MISSING = ("a value is missing here", "此处缺少内容")
    UNKNOWN_KEY = ("there is no such field", "没有这个字段")
    REPEATED_KEY = ("the field is given twice", "字段重复出现")
    REPEATED_MEMBER = ("an entry is given twice", "列表中有重复项")
    WRONG_KIND = ("this should be: {}", "此处应为：{}")
    NOT_AN_INTEGER = ("numbers here are integers, not {}", "数字必须是整数，不能是 {}")
    OUT_OF_RANGE = ("the number is larger than {}", "数字超过 {}")
    NOT_A_SHARE = ('a share is written in lowest terms, as "3/5"', "比例须写成最简分数，例如 3/5")
    NOT_A_DATE = ("a date is written as 2023-01-01", "日期须写成 2023-01-01")
    NOT_A_YEAR = ("a year has four digits", "年份须为四位数字")
    NOT_ONE_OF = ("this should be one of: {}", "此处应为下列之一：{}")
    NOT_A_CITATION = ("no document has such a place", "文件中不存在这样的条款序号")
    CONTRADICTION = ("the structure says {}", "结构化内容为 {}")
    UNKNOWN_REFERENCE = ("this refers to {}, which does not exist", "此处引用的 {} 不存在")
    WRONG_ORDER = ("{} is settled later", "{} 的结算顺序在后")


class UnreadableRules(Exception):
    """The text holds no rules; ``path`` is the place in it that does not fit."""

    def __init__(self, path: tuple[str, ...], problem: Problem, detail: str = "") -> None:
        super().__init__(path, problem, detail)
        self.path = path
        self.problem = problem
        self.detail = detail

    def message(self, language: Language) -> str:
        """Return the place and what is wrong with it, in one line."""
        template = self.problem.value[1 if language is Language.ZH else 0]
        shown = template.format(quoted(self.detail, language)) if self.detail else template.replace("{}", "?")
        where = ".".join(step if len(step) <= 40 and step.isprintable() else "?" for step in self.path)
        separator = "：" if language is Language.ZH else ": "
        return f"{where or 'JSON'}{separator}{shown}"

    def __str__(self) -> str:
        return self.message(Language.EN)
