"""What kinds of names are called in messages, and where a name of each kind stands."""

from __future__ import annotations

from collections.abc import Mapping

from tiaowen.dsl.tree import Language

KIND_NAMES = {
    "group": ("a group of recipients", "对象类别"),
    "category": ("a recipient category", "救助对象"),
    "level": ("a hospital level", "医院等级"),
    "care": ("a kind of care", "就医类型"),
    "disease": ("a disease", "病种"),
    "disease-list": ("a list of diseases", "病种名录"),
    "plan": ("an insurance plan", "参保险种"),
    "mark": ("a yes-or-no fact", "标识"),
    "payer": ("an insurer", "支付方"),
    "benefit": ("a benefit", "待遇项目"),
    "fact": ("a fact with a number", "数据项"),
    "statistic": ("a statistic", "统计指标"),
    "parameter": ("a named amount", "参数"),
    "authority": ("an authority", "部门"),
    "fund": ("a fund", "基金"),
    "event": ("an event", "事件"),
    "region": ("a region", "地区"),
    "matter": ("a matter", "事项"),
}
"""What a kind of concept is called in messages, English and Chinese."""


MANY = 4
"""Where more kinds than these can stand, listing them helps nobody."""


def kinds_text(kinds: tuple[str, ...], language: Language) -> str:
    """Return the kinds as words: *a recipient category or a hospital level*."""
    zh = language is Language.ZH
    # A group is a category to whoever writes one, and a list of diseases stands where a disease can.
    shown = [k for k in kinds if not (k == "group" and "category" in kinds)]
    shown = [k for k in shown if not (k == "disease-list" and "disease" in kinds)]
    if len(shown) > MANY:
        return ""
    names = [KIND_NAMES[k][zh] for k in shown if k in KIND_NAMES]
    if zh:
        return "、".join(names[:-1]) + ("或" if len(names) > 1 else "") + (names[-1] if names else "")
    return ", ".join(names[:-1]) + (" or " if len(names) > 1 else "") + (names[-1] if names else "")


HEADINGS: Mapping[str, tuple[str, str]] = {
    "category": ("categories", "对象"),
    "benefit": ("benefits", "待遇项目"),
    "care": ("care", "就医类型"),
    "mark": ("marks", "标识"),
    "disease": ("diseases", "病种"),
    "fact": ("facts", "数据项"),
    "plan": ("plans", "险种"),
    "payer": ("payers", "支付方"),
    "statistic": ("statistics", "统计指标"),
    "parameter": ("parameters", "参数"),
    "authority": ("authorities", "部门"),
    "fund": ("funds", "基金"),
    "event": ("events", "事件"),
    "region": ("regions", "地区"),
    "matter": ("matters", "事项"),
}
"""The line that opens the declaration of names of a kind."""

WHERE: Mapping[str, tuple[str, str]] = {
    "category": (
        'Whom a line is about stands before the colon: "{name}: ratio 60%".',
        "对象写在冒号前面：{name}：比例60%",
    ),
    "level": (
        'Levels stand beside the people, "recipients at {name}: …", or in "covers {name}".',
        "等级写在对象后面，或写“适用于{name}”。",
    ),
    "care": (
        'Kinds of care stand in "covers {name}", or beside the people before the colon.',
        "就医类型写“适用于{name}”，或写在冒号前的对象后面。",
    ),
    "plan": ("Plans stand beside the people, before the colon.", "险种写在冒号前的对象后面。"),
    "fact": ('A fact needs a comparison, such as "{name} over …".', "数据项要写比较，如“{name}超过……”。"),
    "payer": ('An insurer stands in "counts … after {name}".', "支付方写在“计入……，经{name}支付后”。"),
    "statistic": ('A statistic is a base: "10% of {name}".', "统计指标只作基数：{name}的10%。"),
    "benefit": ('A benefit opens its lines with "for {name}:".', "待遇项目写成“关于{name}：”，下面写条款。"),
}
"""Where a name of a kind can stand, for one that stands where it cannot."""
