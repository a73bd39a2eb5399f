"""Weighed doubts as text for a reader, in either language.

All wording stands here, English beside Chinese; nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tiaowen.compiler.doubts.model import Bound, Effect, Shift, Weighed
from tiaowen.compiler.doubts.shown import Shown
from tiaowen.compiler.rules.doubts import said
from tiaowen.compiler.rules.model import ChoiceRule, Policy
from tiaowen.compiler.settle.amounts import half_up
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import render
from tiaowen.dsl.tree import Language

# Each entry: English, Chinese.
_TEXTS = {
    "none": ("{file}: no doubts", "{file}：没有疑义"),
    "errors": ("{file}: its doubts can be weighed when it has no errors", "{file}：改正错误后才能比较各种理解"),
    "doubt": ("{file}:{line}: doubt {name}: {text}", "{file}:{line}：疑义 {name}：{text}"),
    "here": ("  read here as {reading}: {lines}", "  此处理解 {reading}：{lines}"),
    "there": ("  {reading}: {lines}", "  {reading}：{lines}"),
    "exact first": (
        "    moves a first claim of a year by at most {fen}, proved for every amount",
        "    对一年中首次救助的影响最多为{fen}，对任何金额均已证明",
    ),
    "exact": (
        "    moves one claim by at most {fen}, proved for every amount",
        "    对一笔救助的影响最多为{fen}，对任何金额均已证明",
    ),
    "without end": (
        "    moves one claim without a limit as amounts grow; here by {fen}",
        "    影响随金额增加而增加，没有上限；此例为{fen}",
    ),
    "at least": ("    moves one claim by at least {fen}", "    对一笔救助的影响至少为{fen}"),
    "below": (
        "    a first claim of a year by at most {fen}, proved for every amount",
        "    对一年中首次救助的影响最多为{fen}，对任何金额均已证明",
    ),
    "opens": (
        "    what one claim comes to is known under one reading only",
        "    有的救助只在一种理解下能够确定",
    ),
    "nothing tried": (
        "    moves none of the {tried} claims tried",
        "    试算{tried}笔，结果均相同",
    ),
    "nothing proved": (
        "    moves no claim, proved for every amount",
        "    对任何救助均无影响，对任何金额均已证明",
    ),
    "untouched": (
        "    changes nothing that a claim could show",
        "    不改变任何一笔救助的计算",
    ),
    "unusable": ("    cannot be used:", "    不能使用："),
    "claim": ("      {at}{claim}", "      {at}{claim}"),
    "first": ("before it: ", "此前："),
    "moved": (
        "        {benefit}: {here} under {chosen}, {there} under {other}",
        "        {benefit}：按{chosen}为{here}，按{other}为{there}",
    ),
}


def render_doubts(file: str, policy: Policy | None, weighed: Iterable[Weighed], language: Language) -> str:
    """Return the doubts of a file, one under the other; ``policy`` is None where errors keep it from being used."""
    found = list(weighed)
    if policy is None or not found:
        return _say(language, "none" if policy is not None else "errors", file=file)
    report = _Report(policy, language)
    return "\n\n".join("\n".join(report.doubt(each)) for each in found)


def _say(language: Language, key: str, **values: str) -> str:
    return _TEXTS[key][language is Language.ZH].format(**values)


class _Report:
    def __init__(self, policy: Policy, language: Language) -> None:
        self._shown = Shown(policy, language)
        self._language = language

    def say(self, key: str, **values: str) -> str:
        return _say(self._language, key, **values)

    def money(self, fen: int) -> str:
        return self._shown.words.money(fen)

    def doubt(self, weighed: Weighed) -> Iterator[str]:
        """Yield a doubt with what its readings do."""
        doubt, place = weighed.doubt, weighed.place
        text = doubt.text.get(self._language)
        cited = ", ".join(dict.fromkeys(citation_text(cite, self._language) for cite in doubt.cites))
        head = self.say("doubt", file=place.file, line=str(place.line), name=doubt.name, text=text)
        yield head + (f"  [{cited}]" if cited else "")
        for choice in doubt.choices:
            if choice.name == doubt.chosen:
                yield self._reading("here", choice)
        for effect in weighed.effects:
            yield self._reading("there", effect.choice)
            yield from self._effect(effect, doubt.chosen)

    def _reading(self, key: str, choice: ChoiceRule) -> str:
        name, pick = choice.name, self._shown.words.pick
        if choice.text is not None:
            name += pick((" ({})", "（{}）")).format(choice.text.get(self._language))
        return self.say(
            key, reading=name, lines=pick(("; ", "；")).join(line.get(self._language) for line in said(choice))
        )

    def _effect(self, effect: Effect, chosen: str) -> Iterator[str]:
        if effect.policy is None:
            yield self.say("unusable")
            yield from ("      " + line for line in render(effect.findings, self._language).splitlines())
        elif not effect.touches:
            yield self.say("untouched")
        elif effect.most is None and effect.opens is None:
            proved = effect.bound is not None and effect.bound.most == 0 and effect.bound.whole_year
            yield self.say("nothing proved" if proved else "nothing tried", tried=str(effect.tried))
        if effect.most is not None:
            yield from self._most(effect, effect.most)
            yield from self._claims(effect.most, chosen, effect.choice.name)
        if effect.opens is not None:
            yield self.say("opens")
            yield from self._claims(effect.opens, chosen, effect.choice.name)

    def _most(self, effect: Effect, most: Shift) -> Iterator[str]:
        bound = effect.bound
        if bound is not None and bound.most is None:
            yield self.say("without end", fen=self.money(most.fen))
        elif bound is not None and effect.exact:
            # Where later claims count too, that the first one moves no further says nothing of them.
            yield self.say("exact" if bound.whole_year else "exact first", fen=self.money(most.fen))
        else:
            yield self.say("at least", fen=self.money(most.fen))
            if bound is not None and bound.most is not None:
                yield self.say("below", fen=self.money(_whole(bound)))

    def _claims(self, shift: Shift, chosen: str, other: str) -> Iterator[str]:
        for visit in shift.claims[:-1]:
            yield self.say("claim", at=self.say("first"), claim=self._shown.claim(visit))
        yield self.say("claim", at="", claim=self._shown.claim(shift.claims[-1]))
        for each in shift.moved:
            here, there = self._shown.came(each.here), self._shown.came(each.there)
            name = self._shown.words.name(each.benefit)
            yield self.say("moved", benefit=name, here=here, there=there, chosen=chosen, other=other)


def _whole(bound: Bound) -> int:
    assert bound.most is not None
    return half_up(bound.most.numerator, bound.most.denominator)
