"""A claim in every form, and reading it: for the tests of claims."""

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow as arrow
from pyarrow import parquet

from tiaowen.compiler.claims import (
    ExtraNames,
    Held,
    Result,
    Status,
    Visit,
    claims_from_mappings,
    read_claims,
)
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Finding

VOCABULARY = load_vocabulary()
HEADER = "claim,person,date,categories,care,level,diseases,marks,in_scope,paid_basic,age\n"
ROW = "C1,P1,2023-05-01,低保对象,住院,2,肺癌,规范转诊,30000.00,12000.5,80\n"
VISIT = Visit(
    claim="C1",
    person="P1",
    date=date(2023, 5, 1),
    categories=(Held("minimum-living-guarantee"),),
    care="inpatient",
    level=2,
    diseases=frozenset({"lung-cancer"}),
    marks=frozenset({"referred"}),
    money={"in_scope": 3_000_000, "paid_basic": 1_200_050},
    facts={"age": 80},
    line=2,
)
RECORD: dict[str, object] = {
    "claim": "C1",
    "person": "P1",
    "date": "2023-05-01",
    "categories": ["低保对象"],
    "care": "inpatient",
    "level": 2,
    "diseases": ["肺癌"],
    "marks": ["规范转诊"],
    "in_scope": "30000.00",
    "paid_basic": "12000.5",
    "age": 80,
}


def read(source: bytes | str, name: str = "claims.csv", extra: ExtraNames | None = None) -> list[Visit | Finding]:
    data = source.encode() if isinstance(source, str) else source
    return list(read_claims(io.BytesIO(data), vocabulary=VOCABULARY, file_name=name, extra=extra))


def one(**cells: object) -> Visit | Finding:
    """Read one record given by a program, with some cells replaced (``...`` leaves one out)."""
    record = {key: value for key, value in (RECORD | cells).items() if value is not ...}
    outcome = list(claims_from_mappings([record], VOCABULARY))
    assert len(outcome) == 1, outcome
    return outcome[0]


def visit(**cells: object) -> Visit:
    outcome = one(**cells)
    assert isinstance(outcome, Visit), outcome
    return outcome


def wrong(expected: type[Finding], /, **cells: object) -> Finding:
    outcome = one(**cells)
    assert type(outcome) is expected, outcome
    assert isinstance(outcome, Finding)
    return outcome


def json_lines(records: Iterable[Mapping[str, object]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def parquet_bytes(table: arrow.Table) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


def ids(outcome: Iterable[Visit | Finding]) -> list[str]:
    return [item.claim if isinstance(item, Visit) else item.id for item in outcome]


DAY = date(2023, 5, 1)
RESULTS = [
    Result(
        "C1", "P1", DAY, "inpatient-assistance", Status.PAID, 558_378, "orphans", ("第十条", "第十一条"), "按60%支付。"
    ),
    Result("C1", "P1", DAY, "tilted-assistance", Status.UNDETERMINED, None, None, (), "The level, of 3, is unknown."),
    Result("=1+1", "-5", DAY, "inpatient-assistance", Status.ZERO, 0, "orphans", ("第十条",), "@x"),
]
