"""Names a document declares itself: below a ``[categories]`` line, or by defining them.

A definition of a name that nobody knows declares it; what kind of thing it is follows from what it is made of. A
declared kind of care, plan or disease has its members as parts, so that whatever is said of it holds for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import define, evolve, field

from tiaowen.compiler.resolve.document import Placed, PlacedDocument
from tiaowen.compiler.resolve.findings import (
    CyclicDefinition,
    NameClash,
    NoKind,
    NotAKind,
    UnnumberedLevel,
    Unregistered,
    WrongKind,
)
from tiaowen.compiler.resolve.nesting import nest
from tiaowen.compiler.vocabulary import Concept, Vocabulary, name_key
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.mistakes import NegatedName
from tiaowen.dsl.tree import Item, Name

_KINDS = {
    "groups": "group", "categories": "category", "levels": "level", "care": "care", "marks": "mark", "plans": "plan",
    "payers": "payer", "benefits": "benefit", "facts": "fact", "statistics": "statistic", "parameters": "parameter",
    "authorities": "authority", "events": "event", "regions": "region", "matters": "matter", "diseases": "disease",
    "disease lists": "disease-list", "funds": "fund", "pools": "pool",
    "类别": "category", "对象": "category", "救助对象": "category", "对象类别": "group", "医院等级": "level",
    "就医类型": "care", "标识": "mark", "险种": "plan", "参保险种": "plan", "支付方": "payer", "待遇项目": "benefit",
    "待遇": "benefit", "数据项": "fact", "统计指标": "statistic", "参数": "parameter", "部门": "authority",
    "事件": "event", "地区": "region", "事项": "matter", "病种": "disease", "病种名录": "disease-list", "基金": "fund",
    "额度池": "pool",
}  # fmt: skip
_CJK = re.compile(r"[\u3400-\u9fff]")
_DENIALS = ("非", "未", "不")
"""What denies a known name that follows: nobody is defined by what he is not. English words for it are no names."""
_WITH_PARTS = ("care", "plan")
"""Kinds of which a defined name consists of its members; people are closed by ``compiler/rules``, diseases as lists."""


def kind_of_heading(text: str) -> str | None:
    """Return the kind that a ``[categories]`` line opens; the singular and the bare kind are accepted too."""
    key = " ".join(text.lower().split())
    plural = key[:-1] + "ies" if key.endswith("y") else key + "s"
    return _KINDS.get(key) or _KINDS.get(plural) or (key if key in _KINDS.values() else None)


def identifier(name: str) -> str:
    """Return a stable id for a declared name: its English words hyphenated, else all that tells it from other names."""
    words = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
    if words and name_key(words) == name_key(name):
        return words
    return name if _CJK.search(name) else name_key(name).replace(" ", "-")


def declared_names(placed: PlacedDocument, vocabulary: Vocabulary) -> tuple[tuple[Concept, ...], list[Finding]]:
    """Return the concepts that a document adds to or changes in the vocabulary, and what is wrong with them."""
    names = _Declared(placed, vocabulary)
    for p in placed.lines:
        if isinstance(p.line, tree.Kind):
            names.kind(p.line)
        elif isinstance(p.line, tree.Concept):
            names.declare(p, p.line)
    for p in placed.lines:
        if isinstance(p.line, tree.Region):
            names.regions(p.line)
        elif isinstance(p.line, tree.PoolLine):
            names.pool(p.line)
    definitions = [p.line for p in placed.lines if isinstance(p.line, tree.Means)]
    names.define(definitions)
    names.compose(definitions)
    return names.checked(), names.findings


@define
class _Declared:
    """Collects the declared concepts of one document."""

    placed: PlacedDocument
    vocabulary: Vocabulary
    findings: list[Finding] = field(factory=list)
    concepts: dict[str, Concept] = field(factory=dict)
    keys: dict[str, str] = field(factory=dict)
    """The id of the declared concept that has a name, by its key."""
    where: dict[str, Name] = field(factory=dict)

    def kind(self, line: tree.Kind) -> None:
        """Report a heading that names no kind."""
        if kind_of_heading(line.kind) is None:
            self.findings.append(NotAKind(place=self.placed.source.place(line.span), name=line.kind))

    def declare(self, p: Placed, line: tree.Concept) -> None:
        """Take a line of names; one that repeats a registered name of the kind adds its other names to it."""
        kind = kind_of_heading(p.kind) if p.kind else None
        if kind is None:
            if p.kind is None:
                self.findings.append(NoKind(place=self.placed.source.place(line.span)))
            return
        names = tuple(line.names)
        known = next((c for n in names if (c := self._known(n.text)) and c.kind == kind), None)
        concept = _with_names(known, names) if known else self._new(names, kind)
        if kind == "level" and not re.search(r"[0-9]$", concept.column or concept.id):
            self.findings.append(UnnumberedLevel(place=self.placed.source.place(names[0].span), name=names[0].text))
            return
        self._keep(concept, names[0])

    def regions(self, line: tree.Region) -> None:
        """Take the regions of the document as they are written: a city need not be registered to have a policy."""
        for name in line.names:
            if self._known(name.text) is None:
                place = self.placed.source.place(name.span)
                self.findings.append(Unregistered(place=place, name=name.text, kind="region"))
                self._keep(Concept(self._free_id(name.text), "region", name.text, name.text), name)

    def pool(self, line: tree.PoolLine) -> None:
        """Take the name of a pool: the line that says what it consists of declares it."""
        if self._known(line.name.text) is None:
            self._define(line.name, "pool")

    def define(self, lines: Iterable[tree.Means]) -> None:
        """Declare the heads of definitions that have no name yet; the kind of a list follows from its members.

        A definition whose members are defined further on waits for the first of them, however long the chain is.
        """
        undefined = [(head, line) for line in lines for head in line.heads if self._known(head.text) is None]
        waiting: dict[str, list[tuple[Name, tree.Means]]] = {}
        for head, line in undefined:
            for item in line.items:
                waiting.setdefault(name_key(item.name.text), []).append((head, line))
        ready = [entry for entry in undefined if self._kind_of(entry[1]) is not None]
        while ready:
            head, line = ready.pop()
            if self._known(head.text) is None:
                self._define(head, self._kind_of(line) or "group")
                ready += waiting.pop(name_key(head.text), ())
        for head, _ in undefined:
            if self._known(head.text) is None:
                self._define(head, "group")
        for head, _ in undefined:
            if head.text.startswith(_DENIALS) and self._known(head.text[1:]) is not None:
                self.findings.append(NegatedName(place=self.placed.source.place(head.span)))

    def _define(self, head: Name, kind: str) -> None:
        self._keep(Concept(self._free_id(head.text), kind, head.text, head.text), head)

    def compose(self, lines: Iterable[tree.Means]) -> None:
        """Give defined kinds of care and plans their parts; a registered one is what this document makes of it."""
        heads: dict[str, Name] = {}
        parts: dict[str, tuple[str, ...]] = {}
        for line in lines:
            for head in line.heads:
                whole = self._known(head.text)
                if whole is None or whole.kind not in _WITH_PARTS:
                    continue
                members = [m for item in line.items if (m := self._part(item, whole.kind, line))]
                heads.setdefault(whole.id, head)
                parts[whole.id] = tuple(dict.fromkeys((*parts.get(whole.id, ()), *members)))
        nesting = nest(parts | {c.id: c.parts for c in self.vocabulary.of_kind(*_WITH_PARTS) if c.id not in parts})
        for id in nesting.cyclic:
            head = heads[id] if id in heads else next(iter(heads.values()))
            self.findings.append(CyclicDefinition.of(head.text, self.placed.source.place(head.span)))
        for id in nesting.order:
            if id in heads:
                whole = self._known(heads[id].text)
                assert whole is not None
                self._keep(evolve(whole, parts=parts[id]), heads[id])

    def _part(self, item: Item, kind: str, line: tree.Means) -> str | None:
        member = self._known(item.name.text)
        if member is None:
            return None  # Unknown names are told where definitions are expanded.
        if member.kind != kind or item.negated or line.except_ or line.where:
            place = self.placed.source.place(item.name.span)
            self.findings.append(WrongKind(place=place, name=item.name.text, kind=member.kind, kinds=(kind,)))
            return None
        return member.id

    def _kind_of(self, line: tree.Means) -> str | None:
        """Return what a definition defines: a disease list, a kind of care, a plan, a group; None: not yet known."""
        for item in line.items:
            member = self._known(item.name.text)
            if member is not None:
                match member.kind:
                    case "disease" | "disease-list":
                        return "disease-list"
                    case "care" | "plan":
                        return member.kind
                    case _:
                        return "group"
        return None

    def _known(self, name: str) -> Concept | None:
        id = self.keys.get(name_key(name))
        return self.concepts[id] if id is not None else self.vocabulary.find(name)

    def _new(self, names: tuple[Name, ...], kind: str) -> Concept:
        texts = [n.text for n in names]
        english = [t for t in texts if not _CJK.search(t)]
        chinese = [t for t in texts if _CJK.search(t)]
        en, zh = (english or chinese)[0], (chinese or english)[0]
        column = en.lower().replace(" ", "_").replace("-", "_") if kind in ("fact", "parameter", "payer") else None
        if kind == "payer" and column and not column.startswith("paid_"):
            column = f"paid_{column}"
        return Concept(self._free_id(en), kind, en, zh, tuple(english[1:]), tuple(chinese[1:]), (), column)

    def _free_id(self, name: str) -> str:
        """Return an id that no other concept has: two names may differ only in what an id leaves out."""
        id = wanted = identifier(name)
        number = 2
        while id in self.concepts or self.vocabulary.get(id) is not None:
            id, number = f"{wanted}-{number}", number + 1
        return id

    def _keep(self, concept: Concept, name: Name) -> None:
        self.concepts[concept.id] = concept
        self.where[concept.id] = name
        for text in concept.names:
            self.keys.setdefault(name_key(text), concept.id)

    def checked(self) -> tuple[Concept, ...]:
        """Return the concepts whose names are free; the others are findings."""
        clashing: set[str] = set()
        for clash in self.vocabulary.clashes(self.concepts.values()):
            if clash.concept.id in clashing:
                continue
            clashing.add(clash.concept.id)
            name = self.where.get(clash.concept.id)
            place = self.placed.source.place(name.span) if name else None
            other = (clash.other.en, clash.other.zh)
            self.findings.append(NameClash(place=place, name=clash.name, other=other, kind=clash.other.kind))
        return tuple(c for c in self.concepts.values() if c.id not in clashing)


def _with_names(concept: Concept, names: tuple[Name, ...]) -> Concept:
    """Return a registered concept with the names of a line that it does not have yet."""
    known = {name_key(name) for name in concept.names}
    new = [n.text for n in names if name_key(n.text) not in known]
    english = tuple(t for t in new if not _CJK.search(t))
    chinese = tuple(t for t in new if _CJK.search(t))
    return evolve(concept, also_en=(*concept.also_en, *english), also_zh=(*concept.also_zh, *chinese))
