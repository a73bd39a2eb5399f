"""Names to concepts: what each name of a document refers to, and findings for those that refer to nothing.

A name is looked up among the names the file declares (under ``[kind]`` lines, as the head of a definition, or as ``called``) and in the
shared vocabulary. 未规范转诊 is ``not`` and 规范转诊 exactly when the whole is no name and the rest is one.
"""

from __future__ import annotations

import re

from attrs import define, field

from tiaowen.compiler.resolve.document import PlacedDocument
from tiaowen.compiler.resolve.findings import NameClash, UnknownName, WrongKind
from tiaowen.compiler.vocabulary import Concept, Vocabulary, name_key
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding
from tiaowen.dsl.tree import Item, Name

_KINDS = {
    "groups": "group", "categories": "category", "levels": "level", "care": "care", "marks": "mark", "plans": "plan",
    "payers": "payer", "benefits": "benefit", "facts": "fact", "statistics": "statistic", "parameters": "parameter",
    "authorities": "authority", "events": "event", "regions": "region", "matters": "matter", "diseases": "disease",
    "disease lists": "disease-list", "funds": "fund",
    "类别": "category", "对象": "category", "对象类别": "group", "医院等级": "level", "就医类型": "care", "标识": "mark", "险种": "plan",
    "支付方": "payer", "待遇项目": "benefit", "数据项": "fact", "统计指标": "statistic", "参数": "parameter", "部门": "authority",
    "事件": "event", "地区": "region", "事项": "matter", "病种": "disease", "病种名录": "disease-list", "基金": "fund",
}  # fmt: skip
_CJK = re.compile(r"[\u3400-\u9fff]")


def kind_of_heading(text: str) -> str | None:
    """Return the kind that a ``[categories]`` line opens; the singular and the bare kind are accepted too."""
    key = text.strip().lower()
    return _KINDS.get(key) or _KINDS.get(key + "s") or (key if key in _KINDS.values() else None)


def _identifier(name: str) -> str:
    """Return a stable id for a declared name: its English words hyphenated, else the name itself."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    return "-".join(words) if words and not _CJK.search(name) else name


@define
class Resolver:
    """Looks names up and collects findings; one for each document."""

    placed: PlacedDocument
    vocabulary: Vocabulary
    findings: list[Finding] = field(factory=list)
    _items: dict[tuple[str, bool], tuple[Concept, bool] | None] = field(factory=dict)

    def name(self, name: Name, *kinds: str) -> Concept | None:
        """Return the concept of a name that must be of one of ``kinds`` (any, if none is given)."""
        concept = self.vocabulary.find(name.text)
        if concept is None:
            self._unknown(name, kinds)
            return None
        return self._checked(name, concept, kinds)

    def item(self, item: Item, *kinds: str) -> tuple[Concept, bool] | None:
        """Return the concept of an item and whether it must hold."""
        found = self.vocabulary.find_item(item.name.text)
        if found is None:
            self._unknown(item.name, kinds)
            return None
        concept, negated = found
        if self._checked(item.name, concept, kinds) is None:
            return None
        return concept, negated is item.negated

    def _checked(self, name: Name, concept: Concept, kinds: tuple[str, ...]) -> Concept | None:
        if kinds and concept.kind not in kinds:
            place = self.placed.source.place(name.span)
            self.findings.append(WrongKind(place=place, name=name.text, kind=concept.kind, kinds=kinds))
            return None
        return concept

    def _unknown(self, name: Name, kinds: tuple[str, ...]) -> None:
        meant = tuple(self.vocabulary.suggest(name.text[:60], kinds or None, limit=3))
        place = self.placed.source.place(name.span)
        self.findings.append(UnknownName(place=place, name=name.text, kinds=kinds, meant=meant))


def resolver_for(placed: PlacedDocument, vocabulary: Vocabulary) -> Resolver:
    """Return a resolver that knows the shared vocabulary and every name the document declares."""
    declared: list[Concept] = []
    where: dict[str, Name] = {}
    findings: list[Finding] = []
    for p in placed.lines:
        match p.line:
            case tree.Concept(names=names):
                kind = kind_of_heading(p.kind or "category") or "category"
                concept = _declared(names, kind, vocabulary)
                if concept:
                    declared.append(concept)
                    where[concept.id] = names[0]
            case tree.Means(heads=heads, items=items):
                known = {name_key(n) for c in declared for n in c.names()}
                for head in heads:
                    if vocabulary.find(head.text) is None and name_key(head.text) not in known:
                        concept = _local(head, _kind_of_items(items, vocabulary))
                        declared.append(concept)
                        where[concept.id] = head
                        known.add(name_key(head.text))
    clashing = set()
    for clash in vocabulary.clashes(declared):
        clashing.add(clash.concept.id)
        name = where.get(clash.concept.id)
        place = placed.source.place(name.span) if name else None
        findings.append(NameClash(place=place, name=clash.name, other=clash.other.zh))
    resolver = Resolver(placed, vocabulary.with_local(c for c in declared if c.id not in clashing))
    resolver.findings += findings
    return resolver


def _local(head: Name, kind: str) -> Concept:
    """Return a concept for a name that is declared by defining it, printed the same in both languages."""
    return Concept(_identifier(head.text), kind, head.text, head.text)


def _kind_of_items(items: tuple[Item, ...], vocabulary: Vocabulary) -> str:
    first = vocabulary.find(items[0].name.text) if items else None
    return "disease-list" if first and first.kind in ("disease", "disease-list") else "group"


def _declared(names: tuple[Name, ...], kind: str, vocabulary: Vocabulary) -> Concept | None:
    """Return the concept of a declaration line; a line that repeats a shared concept only adds nothing."""
    texts = [n.text for n in names]
    if any(vocabulary.find(t) for t in texts):
        known = vocabulary.find(next(t for t in texts if vocabulary.find(t)))
        assert known is not None
        if known.kind == kind:
            return None
    english = [t for t in texts if not _CJK.search(t)]
    chinese = [t for t in texts if _CJK.search(t)]
    en, zh = (english or chinese)[0], (chinese or english)[0]
    column = en.lower().replace(" ", "_").replace("-", "_") if kind in ("fact", "parameter", "payer") else None
    if kind == "payer" and column:
        column = f"paid_{column}"
    return Concept(_identifier(en), kind, en, zh, tuple(english[1:]), tuple(chinese[1:]), (), column)
