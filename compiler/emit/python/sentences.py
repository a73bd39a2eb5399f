"""The sentences of the records: those of the reference engine, with what is known beforehand already in them.

What a document says once and for all (a requirement, a figure left open) becomes a whole sentence in both languages;
what depends on the claim becomes a template whose amounts are filled in when a record is asked for its reason.
"""

from __future__ import annotations

import re

from attrs import define, field

from tiaowen.compiler.emit.python.counters import CAPS
from tiaowen.compiler.emit.python.literals import text
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle.causes import Cause, NotInForce, Silent
from tiaowen.compiler.settle.reasons import TEXTS, Reasons
from tiaowen.compiler.settle.stage import BURDEN, LUMP_SUM, POOL
from tiaowen.compiler.settle.words import Words
from tiaowen.dsl.tree import Language

LANGUAGES = (Language.EN, Language.ZH)

# What the machinery says by itself: the text of the reference engine and the order of its fields there.
_FILLED = {
    "no recipient": (),
    "no care": (),
    "displaced": ("by",),
    "no figure": ("statistic", "year"),
    "no fact": ("fact",),
    "undecided": ("what",),
    "earlier": ("base", "benefits"),
    "differ": ("list",),
    "no base": (),
    "below": ("base", "deductible"),
    "below rest": ("base", "left", "deductible"),
    "pay": ("rest", "ratio", "amount"),
    "pay less": ("base", "used", "ratio", "amount"),
    "full": ("premium",),
    "subsidy": ("subsidy",),
    "subsidy less": ("subsidy", "premium"),
    "other open": ("name",),
    "not counted": ("claims",),
    "fund part": ("fund", "amount"),
    "fund short": ("short",),
    "fund takes": ("taken",),
    "fund open": ("fund", "short"),
    "fund facts": ("facts",),
    "assumed": (),
}
_FIGURE_STATUS = {"derived": ("derived", "推算值"), "unverified": ("unverified", "未核实")}
_NOT_STATED = {
    "level": ("the hospital level", "医疗机构等级"),
    "plan": ("the insurance plan", "参保档次"),
    "care": ("which kind of {} it is", "属于哪一种{}"),
    "identity": ("which kind of {} the person is", "属于哪一类{}"),
    "fact": ("{}", "{}"),
    "day": ("the day of {}", "“{}”的日期"),
}
_CAME_TO = {
    "paid": ("{}", "{}"),
    "zero": ("{}", "{}"),
    "excluded": ("excluded", "不予救助"),
    "elsewhere": ("governed elsewhere", "按其他文件执行"),
    "undetermined": ("undetermined", "不能确定"),
    "none": ("not concerned", "不涉及"),
}


@define
class Sentences:
    """The sentences used so far: a key, and the text in English and Chinese."""

    policy: Policy
    pairs: dict[str, tuple[str, str]] = field(factory=dict)
    _keys: dict[tuple[str, tuple[str, str]], str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for key, fields in _FILLED.items():
            self.pairs[key] = _filled(key, fields)
        rules = [rule for benefit in self.policy.benefits for rule in benefit.rules]
        facets = dict.fromkeys(rule.facet for rule in rules)
        for facet in (*CAPS, *(facet for facet in facets if facet.startswith(POOL))):
            english, chinese = (Words(self.policy, language).facet(facet) for language in LANGUAGES)
            self.pairs[f"{facet} leaves"] = _filled("capped", ("limit", "paid"), (english, chinese))
            self.pairs[f"{facet} used up"] = _filled("used up", ("limit",), (english, chinese))
        if LUMP_SUM in facets:
            self.pairs["lump sum"] = _filled("lump sum", ("rest", "amount"))
        if BURDEN in facets:
            self.pairs["burden"] = _filled("burden", ("limit", "paid"))
        if any(rule.funds for rule in rules):
            self.pairs["from fund"] = _filled("from fund", ("fund", "amount"))
        self.pairs |= {f"{kind} not stated": pair for kind, pair in _NOT_STATED.items()}
        self.pairs |= {f"came to {status}": pair for status, pair in _CAME_TO.items()}
        self.pairs["silent bracket"] = self._static(Silent("bracket", ()))
        for doubt in self.policy.doubts:
            named = {"doubt": doubt.name, "reading": doubt.chosen}
            english, chinese = (_escaped(template.format(**named)) for template in TEXTS["reading"])
            self.pairs[f"reading {doubt.label}"] = english, chinese
        start, cites = self.policy.start, self.policy.start_cites
        if start is not None:
            self.pairs["before"] = self._static(NotInForce(start, None, own=False, cites=cites))
        if self.policy.end is not None:
            self.pairs["ended"] = self._static(NotInForce(None, self.policy.end, own=False, cites=()))
        if (since := self.policy.expenses_from) is not None:
            pairs = zip(LANGUAGES, TEXTS["expense before"], strict=True)
            english, chinese = (
                template.format(start=Words(self.policy, language).day(since), expense="{0}")
                for language, template in pairs
            )
            self.pairs["expense before"] = english, chinese
        for benefit in self.policy.benefits:
            own = NotInForce(benefit.start, None, own=True, cites=())
            if benefit.start is not None:
                self.pairs[f"not yet {benefit.id}"] = self._static(own)
            elif start is not None:
                self.pairs[f"not yet {benefit.id}"] = self.pairs["before"]
            if benefit.end is not None:
                ended = NotInForce(None, benefit.end, own=True, cites=())
                self.pairs[f"no longer {benefit.id}"] = self._static(ended)

    def column(self, column: str) -> tuple[str, str]:
        """Return the name of the fact that a claim column holds, in both languages."""
        english, chinese = (Words(self.policy, language).column(column) for language in LANGUAGES)
        return english, chinese

    def weak_figures(self, parameter: str) -> dict[int, str]:
        """Return a note for each year of claims whose figure is not a published one."""
        used = next(each for each in self.policy.parameters if each.id == parameter)
        notes: dict[int, str] = {}
        for year, figure in sorted(self.policy.figures.get(parameter, {}).items()):
            if figure.status in _FIGURE_STATUS:
                pairs = zip(LANGUAGES, TEXTS["weak"], _FIGURE_STATUS[figure.status], strict=True)
                english, chinese = (
                    template.format(
                        statistic=Words(self.policy, language).name(used.statistic), year=year, status=status
                    )
                    for language, template, status in pairs
                )
                key = f"weak {used.statistic} {year}"
                self.pairs[key] = (_escaped(english), _escaped(chinese))
                notes[year + (used.lag or 0)] = key
        return notes

    def of(self, cause: Cause) -> str:
        """Return the key of a sentence that does not depend on the claim, as source."""
        pair = self._static(cause)
        kind = re.sub(r"(?<!^)(?=[A-Z])", " ", type(cause).__name__).lower()
        if (kind, pair) not in self._keys:
            number = sum(other == kind for other, _ in self._keys) + 1
            key = self._keys[kind, pair] = f"{kind} {number}"
            self.pairs[key] = pair
        return text(self._keys[kind, pair])

    def _static(self, cause: Cause) -> tuple[str, str]:
        """Return the sentence of a cause in both languages, without its full stop."""
        english, chinese = (Reasons(self.policy, Words(self.policy, language)).why(cause) for language in LANGUAGES)
        return _escaped(english), _escaped(chinese)


def _filled(key: str, fields: tuple[str, ...], cap: tuple[str, str] = ("", "")) -> tuple[str, str]:
    """Return a template of the reference engine with numbered fields."""
    numbered = {name: f"{{{at}}}" for at, name in enumerate(fields)}
    english, chinese = TEXTS[key]
    said = _escaped(cap[0]), _escaped(cap[1])
    return english.format(**numbered, cap=said[0]), chinese.format(**numbered, cap=said[1])


def _escaped(sentence: str) -> str:
    return sentence.replace("{", "{{").replace("}", "}}")
