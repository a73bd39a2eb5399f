"""What is in force in a region and when: its documents and those of the regions it lies in, as text and as data.

All wording of timelines stands here, English beside Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from tiaowen.compiler.register.ends import Repeal
from tiaowen.compiler.register.register import Document, Register
from tiaowen.compiler.rules.findings.dates import day_text
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl.tree import Language

Json = str | int | None | list["Json"] | dict[str, "Json"]

FORMAT_VERSION = 1

# Each entry: English, Chinese.
_TEXTS = {
    "of": ("Documents for {region}", "{region}的文件"),
    "of within": ("Documents for {region}, which lies in {above}", "{region}（属{above}）的文件"),
    "none": ("There are none.", "没有文件。"),
    "span": ("{start} to {end}", "{start}至{end}"),
    "since": ("from {start} on", "{start}起"),
    "until": ("until {end}", "至{end}"),
    "always": ("since no stated day", "未写施行日期"),
    "repealed": ("ends: repealed by {by}", "终止：被{by}废止"),
    "expires": ("ends: expires", "终止：有效期届满"),
    "undated": ("repealed by {by}, which does not say when", "被{by}废止，日期未定"),
    "expenses": ("for expenses from {day} on", "适用于{day}起发生的费用"),
    "refines": ("refines: {list}", "细化：{list}"),
    "repeals": ("repeals: {list}", "废止：{list}"),
    "absent": ("{name} (not in the register)", "{name}（文件库中没有）"),
    "applied": ("What is applied in {region}", "{region}各时期适用的文件"),
    "nothing": ("nothing", "无"),
}
_COMMA = (", ", "、")


@frozen(eq=False)
class Applied:
    """From one day to another, the document that a claim of the region falls under; None: there is none."""

    start: date | None
    end: date | None
    document: Document | None


@frozen(eq=False)
class Timeline:
    """The documents for one region, by date; ``above`` are the regions that it lies in, nearest first."""

    region: Concept
    above: tuple[Concept, ...]
    documents: tuple[Document, ...]
    applied: tuple[Applied, ...]
    register: Register

    def text(self, language: Language) -> str:
        """Return the timeline as text."""
        return "\n".join(_Words(self, language).lines()) + "\n"

    def data(self, language: Language) -> dict[str, Json]:
        """Return the timeline as plain data for JSON; titles are in ``language``."""
        regions = self.register.regions
        return {
            "format_version": FORMAT_VERSION,
            "region": _region(self.region, language),
            "above": [_region(each, language) for each in self.above],
            "documents": [_document(each, regions.get(each.region or ""), language) for each in self.documents],
            "applied": [
                {"from": _iso(each.start), "to": _iso(each.end), "policy": each.document.id if each.document else None}
                for each in self.applied
            ],
        }


def timeline(register: Register, region: Concept) -> Timeline:
    """Return what is in force in a region and when."""
    above = tuple(register.regions.get(id) for id in register.regions.within(region.id)[1:])
    documents = register.of_region(region.id)
    return Timeline(region, above, documents, tuple(_applied(register, region.id, documents)), register)


def _applied(register: Register, region: str, documents: tuple[Document, ...]) -> Iterator[Applied]:
    """Yield each time over which one document is applied, without days before the first."""
    turns = {each.policy.start for each in documents if each.policy.start is not None}
    turns |= {each.end.day + timedelta(days=1) for each in documents if each.end is not None}
    found: list[tuple[date | None, Document | None]] = []
    for day in (date.min, *sorted(turns)):
        governing = register.governing(region, day)
        if not found or found[-1][1] is not governing:
            found.append((None if day == date.min else day, governing))
    for at, (start, governing) in enumerate(found):
        following = found[at + 1][0] if at + 1 < len(found) else None
        if start is not None or governing is not None:
            yield Applied(start, following - timedelta(days=1) if following is not None else None, governing)


@frozen(eq=False)
class _Words:
    """A timeline in the words of one language."""

    of: Timeline
    language: Language

    def lines(self) -> Iterator[str]:
        of = self.of
        region, above = of.region.get(self.language), self._list(each.get(self.language) for each in of.above)
        yield self._say("of within" if above else "of", region=region, above=above)
        if not of.documents:
            yield ""
            yield self._say("none")
            return
        for document in of.documents:
            yield ""
            yield from self._document(document)
        yield ""
        yield self._say("applied", region=region)
        for each in of.applied:
            policy = each.document.id if each.document is not None else self._say("nothing")
            yield f"  {self._span(each.start, each.end)}  {policy}"

    def _document(self, document: Document) -> Iterator[str]:
        policy = document.policy
        region = self.of.register.regions.get(document.region or "").get(self.language)
        end = document.end.day if document.end is not None else None
        yield f"{self._span(policy.start, end)}  {document.id} · {region}"
        facts = (policy.number.get(self.language) if policy.number else "", policy.title.get(self.language))
        yield "    " + " · ".join(fact for fact in facts if fact)
        if document.end is not None:
            by = document.end.by
            yield "    " + (self._say("expires") if by is None else self._say("repealed", by=by))
        elif document.repealed_by and policy.start is not None:
            undated = [each for each in document.repealed_by if self._undated(each)]
            if undated:
                yield "    " + self._say("undated", by=self._list(undated))
        if policy.expenses_from is not None:
            yield "    " + self._say("expenses", day=day_text(policy.expenses_from, self.language))
        if policy.refines:
            yield "    " + self._say("refines", list=self._list(policy.refines))
        if document.repeals:
            yield "    " + self._say("repeals", list=self._list(map(self._repeal, document.repeals)))

    def _undated(self, id: str) -> bool:
        found = self.of.register.find(id)
        return found is not None and found.policy.start is None

    def _repeal(self, repeal: Repeal) -> str:
        if repeal.policies:
            return self._list(repeal.policies)
        return self._say("absent", name=repeal.text.get(self.language))

    def _span(self, start: date | None, end: date | None) -> str:
        first = day_text(start, self.language) if start is not None else ""
        last = day_text(end, self.language) if end is not None else ""
        key = "span" if first and last else "since" if first else "until" if last else "always"
        return self._say(key, start=first, end=last)

    def _list(self, items: Iterable[str]) -> str:
        return _COMMA[self.language is Language.ZH].join(items)

    def _say(self, key: str, **values: str) -> str:
        return _TEXTS[key][self.language is Language.ZH].format(**values)


def _region(region: Concept, language: Language) -> dict[str, Json]:
    return {"id": region.id, "name": region.get(language)}


def _document(document: Document, region: Concept, language: Language) -> dict[str, Json]:
    policy, end = document.policy, document.end
    ends: dict[str, Json] | None = None
    if end is not None:
        ends = {"why": "expires"} if end.by is None else {"why": "repealed", "by": end.by}
    return {
        "id": document.id,
        "title": policy.title.get(language),
        "number": policy.number.get(language) if policy.number else None,
        "region": _region(region, language),
        "issued": _iso(policy.issued),
        "in_force_from": _iso(policy.start),
        "in_force_to": _iso(end.day if end is not None else None),
        "ends": ends,
        "expenses_from": _iso(policy.expenses_from),
        "refines": list(policy.refines),
        "repeals": [
            {"text": repeal.text.get(language), "policies": list(repeal.policies)} for repeal in document.repeals
        ],
        "repealed_by": list(document.repealed_by),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
