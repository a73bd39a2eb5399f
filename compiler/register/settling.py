"""Claims of a register to records: each claim under the document that governs its region on its day.

Counters run for each person under each document: one that comes into force begins with empty ones. Left to others:
what a claim comes to under a document (``compiler/settle``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from attrs import evolve, frozen

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.register.register import Document, Register
from tiaowen.compiler.rules.findings.dates import day_text
from tiaowen.compiler.settle import Engine, Explained, Explainer, prepare
from tiaowen.compiler.settle.explain import Json
from tiaowen.dsl.tree import Language

Made = TypeVar("Made")

_NOWHERE = (
    "No document of the register is in force in {region} on {day}.",
    "文件库中没有{day}在{region}施行的文件。",
)
_NO_REGION = ("The claim does not state its region.", "未载明所属地区。")
_UNDER = ("under {policy}, {title}", "适用 {policy}，{title}")
_ELSEWHERE = ("elsewhere", "按其他文件执行")


@frozen
class Told:
    """A record's derivation as text and as plain data."""

    claim: str
    text: str
    data: dict[str, Json]


class RegisterEngine:
    """A register made ready to settle claims; a document is made ready when the first claim falls under it."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._engines: dict[str, Engine] = {}

    def settle(
        self,
        visits: Iterable[Visit],
        language: Language = Language.EN,
        progress: Callable[[int], object] | None = None,
    ) -> Iterator[Result]:
        """Settle claims; records come in the order of the claims, each with its ``policy``.

        A claim that no document is in force for has one record, ``elsewhere``, without benefit and policy.
        """

        def settled(document: Document, claims: Sequence[Visit]) -> Iterator[Result]:
            results = self._engine(document).settle(claims, language, progress)
            return (evolve(result, policy=document.id) for result in results)

        def nowhere(visit: Visit) -> Result:
            if progress is not None:
                progress(1)
            return self._nowhere(visit, language)

        return self._each(visits, settled, nowhere, lambda result: result.claim)

    def explain(self, visits: Iterable[Visit], language: Language = Language.EN) -> Iterator[Told]:
        """Settle claims, each record with its derivation."""

        def explained(document: Document, claims: Sequence[Visit]) -> Iterator[Told]:
            explainer = Explainer(document.policy, language)
            items = self._engine(document).explain(claims, language)
            return (_told(item, document, explainer, language) for item in items)

        def nowhere(visit: Visit) -> Told:
            record = self._nowhere(visit, language)
            text = f"{record.claim}: {_pick(_ELSEWHERE, language)}\n  {record.reason}\n"
            return Told(record.claim, text, _data(record))

        return self._each(visits, explained, nowhere, lambda told: told.claim)

    def _engine(self, document: Document) -> Engine:
        if document.id not in self._engines:
            self._engines[document.id] = prepare(document.policy)
        return self._engines[document.id]

    def _each(
        self,
        visits: Iterable[Visit],
        under: Callable[[Document, Sequence[Visit]], Iterator[Made]],
        nowhere: Callable[[Visit], Made],
        claim_of: Callable[[Made], str],
    ) -> Iterator[Made]:
        """Settle the claims of each document together, and yield what is made of them in the order of the claims."""
        claims = list(visits)
        governed = [self._governing(visit) for visit in claims]
        of_document: dict[str, tuple[Document, list[Visit]]] = {}
        for visit, document in zip(claims, governed, strict=True):
            if document is not None:
                of_document.setdefault(document.id, (document, []))[1].append(visit)
        streams = {id: _Stream(under(*each), claim_of) for id, each in of_document.items()}

        def made(visit: Visit, document: Document | None) -> Iterable[Made]:
            return (nowhere(visit),) if document is None else streams[document.id].of(visit.claim)

        return chain.from_iterable(map(made, claims, governed))

    def _governing(self, visit: Visit) -> Document | None:
        region = visit.region or self.register.only
        return None if region is None else self.register.governing(region, visit.date)

    def _nowhere(self, visit: Visit, language: Language) -> Result:
        region = visit.region or self.register.only
        if region is None:
            reason = _pick(_NO_REGION, language)
        else:
            name = self.register.regions.get(region).get(language)
            reason = _pick(_NOWHERE, language).format(region=name, day=day_text(visit.date, language))
        return Result(visit.claim, visit.person, visit.date, "", Status.ELSEWHERE, None, None, (), reason, "")


class _Stream(Iterator[Made]):
    """What was made of the claims of one document, in their order; a claim may have nothing."""

    def __init__(self, items: Iterator[Made], claim_of: Callable[[Made], str]) -> None:
        self._items = items
        self._claim_of = claim_of
        self._next = next(items, None)

    def __next__(self) -> Made:
        if self._next is None:
            raise StopIteration
        found, self._next = self._next, next(self._items, None)
        return found

    def of(self, claim: str) -> Iterator[Made]:
        """Yield what was made of the next claim."""
        while self._next is not None and self._claim_of(self._next) == claim:
            yield next(self)


def _pick(pair: tuple[str, str], language: Language) -> str:
    return pair[language is Language.ZH]


def _told(item: Explained, document: Document, explainer: Explainer, language: Language) -> Told:
    policy = document.policy
    first, _, rest = explainer.text([item]).partition("\n")
    under = _pick(_UNDER, language).format(policy=policy.id, title=policy.title.get(language))
    return Told(item.result.claim, f"{first}\n  {under}\n{rest}", {**explainer.data(item), "policy": policy.id})


def _data(record: Result) -> dict[str, Json]:
    return {
        "claim": record.claim,
        "person": record.person,
        "date": record.date.isoformat(),
        "benefit": record.benefit,
        "status": record.status.value,
        "amount": None,
        "category": None,
        "articles": [],
        "reason": record.reason,
        "steps": [],
        "other_clauses": [],
        "policy": None,
    }
