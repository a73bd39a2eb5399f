"""A conformity as text for a terminal: what it comes to first, then what is violated, then the rest by verdict.

Every verdict has a sign and a word; colour is not needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tiaowen.compiler.compare.layout import columns, fitting
from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.compare.words import say
from tiaowen.compiler.conform.model import Conformity, Document, Kind, Row, Verdict
from tiaowen.dsl.quantities import yuan_text
from tiaowen.dsl.tree import Language, Text

SIGNS = {
    Verdict.CONTRADICTS: ("✗", say("contradicts", "抵触")),
    Verdict.NARROWS: ("✗", say("narrows", "低于要求")),
    Verdict.EXCEEDS: ("✗", say("exceeds", "超出要求")),
    Verdict.DEVIATES: ("◇", say("in principle deviates", "偏离原则性要求")),
    Verdict.MISSING: ("!", say("missing", "应定未定")),
    Verdict.UNDETERMINED: ("?", say("undetermined", "无法判定")),
    Verdict.NOT_STATED: ("○", say("not stated", "未规定")),
    Verdict.IMPLEMENTS: ("✓", say("kept", "符合")),
}

KINDS = {
    Kind.FLOOR: say("floor", "下限"),
    Kind.CEILING: say("ceiling", "上限"),
    Kind.MANDATE: say("decided", "已定"),
    Kind.DELEGATION: say("delegated", "授权"),
    Kind.PERMISSION: say("allowed", "允许"),
    Kind.ORDERING: say("ordering", "高低次序"),
    Kind.RISING: say("rising", "递增"),
    Kind.LIST: say("list", "名录"),
    Kind.FUND: say("fund", "基金"),
    Kind.DUTY: say("duty", "职责"),
}

VIOLATED = say("violated", "违反")

RESTS_ON = say("rests on the reading", "所据理解")


def counts(found: Conformity) -> Counter[Verdict]:
    """Return how many rows have each verdict."""
    return Counter(row.verdict for row in found.rows)


def render_text(found: Sequence[Conformity], language: Language, width: int = 100) -> str:
    """Return conformities one below the other."""
    return "\n\n".join("\n".join(_lines(each, _printing(each, language, width))) for each in found)


def _printing(found: Conformity, language: Language, width: int) -> Printing:
    return Printing(language, width, dict(found.names), found.people, ())


def _lines(found: Conformity, p: Printing) -> Iterator[str]:
    yield f"tiaowen conform {found.child.policy} --to {found.parent.policy}"
    for word, document in ((p.say("lower", "下位"), found.child), (p.say("higher", "上位"), found.parent)):
        yield from p.indented(f"{word}  ", document_text(document, p))
    yield from p.indented("  ", p.of(found.dates))
    yield from p.indented("  ", p.of(found.basis_text))
    for note in found.notes:
        yield from p.indented("  ", p.of(note))
    yield from p.indented("  ", summary(found, p))
    doubts = dict(found.doubts)
    violated = [row for row in found.rows if row.verdict.violated]
    if violated:
        yield ""
        yield p.rule(p.of(violated_title(found)))
        for row in violated:
            yield from _block(row, doubts, p)
    for verdict in (Verdict.DEVIATES, Verdict.MISSING, Verdict.UNDETERMINED):
        rows = [row for row in found.rows if row.verdict is verdict]
        if rows:
            yield ""
            yield p.rule(p.of(SIGNS[verdict][1]))
            for row in rows:
                yield from _block(row, doubts, p)
    kept = [row for row in found.rows if row.verdict is Verdict.IMPLEMENTS]
    if kept:
        yield ""
        yield p.rule(p.of(SIGNS[Verdict.IMPLEMENTS][1]))
        yield from _table(kept, p)
    silent = [row for row in found.rows if row.verdict is Verdict.NOT_STATED]
    if silent:
        yield ""
        yield p.rule(p.of(SIGNS[Verdict.NOT_STATED][1]))
        yield from _silence(silent, p)


def violated_title(found: Conformity) -> Text:
    """Return what stands above the demands that are violated, or would be were both documents in force."""
    return VIOLATED if found.together else say("would be violated", "如同时施行则违反")


def document_text(document: Document, p: Printing) -> str:
    """Return what a document is called, and its dates."""
    parts = [p.of(document.title)]
    if document.number is not None:
        parts.append(p.of(document.number))
    return p.say(", ", "，").join([*parts, dates_text(document, p)])


def dates_text(document: Document, p: Printing) -> str:
    """Return since when a document is in force, and until when if that is said."""
    parts = []
    if document.start is not None:
        parts.append(p.say(f"in force from {document.start}", f"{document.start}起施行"))
    elif document.issued is not None:
        parts.append(p.say(f"issued {document.issued}, no date of effect", f"{document.issued}印发，施行日期未规定"))
    else:
        parts.append(p.say("no date", "没有日期"))
    if document.end is not None:
        parts.append(p.say(f"to {document.end}", f"至{document.end}"))
    return p.say(", ", "，").join(parts)


def summary(found: Conformity, p: Printing) -> str:
    """Return how many demands are kept, violated and open."""
    count = counts(found)
    violated = sum(number for verdict, number in count.items() if verdict.violated)
    parts = []
    if found.together:
        parts.append(f"✗ {violated} {p.of(VIOLATED)}")
    else:
        parts.append(p.say("nothing is violated: not in force together", "未同时施行，不作违反论"))
    for verdict, (sign, word) in SIGNS.items():
        if not verdict.violated:
            parts.append(f"{sign} {count[verdict]} {p.of(word)}")
    return p.say("   ", "   ").join(parts)


def _block(row: Row, doubts: Mapping[str, Text], p: Printing) -> Iterator[str]:
    """Yield a row as a few lines."""
    sign, word = SIGNS[row.verdict]
    yield from p.indented(f"{sign} ", f"{matter_text(row, p)}{p.say(' — ', '：')}{p.of(word)}")
    for head, text in facts(row, doubts, p):
        yield from p.indented("    ", p.colon(head, text))


def facts(row: Row, doubts: Mapping[str, Text], p: Printing) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of a row, each with its heading."""
    yield p.say("higher", "上位"), demand_text([row], p)
    yield p.say("lower", "下位"), p.cell(row.statement) or p.say("nothing", "无")
    if row.who:
        yield p.say("who", "对象"), p.of(row.who_text)
    yield p.say("why", "理由"), p.of(row.reason)
    for reading in row.readings:
        yield p.of(RESTS_ON), reading_text(reading, doubts, p)
    if row.case is not None:
        pays, due = yuan_text(row.case.pays), yuan_text(row.case.would_pay)
        text = p.of(row.case.text)
        yield (
            p.say("case", "例"),
            p.say(f"{text}: pays {pays} yuan; by the demand {due} yuan", f"{text}：付{pays}元；按要求应为{due}元"),
        )


def demand_text(rows: Sequence[Row], p: Printing) -> str:
    """Return what is demanded by rows that demand the same, with all their articles, and what kind of demand it is."""
    first = rows[0]
    said = f"{p.of(first.demand.text)} {p.cited(cite for row in rows for cite in row.demand.cites)}".rstrip()
    named = first.kind in (Kind.DELEGATION, Kind.PERMISSION)  # these say so themselves
    return said if named else p.colon(p.of(KINDS[first.kind]), said)


def reading_text(reading: str, doubts: Mapping[str, Text], p: Printing) -> str:
    """Return a reading with the doubt that it is of."""
    return p.remark(p.of(doubts[reading]) if reading in doubts else "", reading)


def matter_text(row: Row, p: Printing) -> str:
    """Return what a row is about, with where it holds."""
    return p.remark(p.of(row.where), p.of(row.matter)) if row.where is not None else p.of(row.matter)


def _table(rows: Sequence[Row], p: Printing) -> Iterator[str]:
    """Yield rows as a table, what is the same but for the people on one line."""
    head = (
        p.say("demand", "要求"),
        p.say("the higher document", "上位文件"),
        p.say("the lower document", "下位文件"),
        p.say("who", "对象"),
    )
    cells = [head, *(cells_of(group, p) for group in folded(rows))]
    widths = fitting(cells, p.width - 3)
    for line in columns(cells, widths):
        yield f"  {line}".rstrip()


def folded(rows: Sequence[Row]) -> list[list[Row]]:
    """Return rows that say the same of different people together."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        statement = row.statement.text if row.statement is not None else None
        where = row.where.en if row.where is not None else None
        groups.setdefault((row.matter, row.demand.text, statement, row.reason, where), []).append(row)
    return list(groups.values())


def cells_of(rows: Sequence[Row], p: Printing) -> tuple[str, str, str, str]:
    """Return the cells of a line of the table of what is kept."""
    first = rows[0]
    matter = f"✓ {matter_text(first, p)}"
    demand = f"{p.of(first.demand.text)} {p.cited(cite for row in rows for cite in row.demand.cites)}"
    stated = p.of(first.reason)
    if first.statement is not None:
        cites = [cite for row in rows if row.statement is not None for cite in row.statement.cites]
        stated = f"{p.of(first.statement.text)} {p.cited(cites)}{p.say('; ', '；')}{p.of(first.reason)}"
    people = p.clauses(p.of(row.who_text) for row in rows) if first.who else "—"
    return matter, demand.rstrip(), stated, people


def _silence(rows: Sequence[Row], p: Printing) -> Iterator[str]:
    """Yield what is not stated: by the cause, and by the people."""
    by_reason: dict[tuple[Text, Text], list[Row]] = {}
    for row in rows:
        by_reason.setdefault((row.reason, row.who_text), []).append(row)
    for (reason, people), group in by_reason.items():
        head = p.of(reason) if not group[0].who else f"{p.of(people)}{p.say(': ', '：')}{p.of(reason)}"
        yield from p.indented("○ ", head)
        for row in group:
            yield from p.indented(
                "    ", f"{p.colon(p.of(row.matter), p.of(row.demand.text))} {p.cited(row.demand.cites)}"
            )
