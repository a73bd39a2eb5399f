"""Parquet in, claims out; results in, Parquet out. The only module that imports ``pyarrow``, which is optional.

Decimals, integers, strings and dates are taken exactly. A floating-point column is turned down as a whole:
which of its numbers were exact once cannot be known any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from tiaowen.compiler.claims import findings as f
from tiaowen.compiler.claims.columns import Meaning
from tiaowen.compiler.claims.model import Kind, Visit
from tiaowen.compiler.claims.places import Row
from tiaowen.compiler.claims.records import NEEDED, Reader
from tiaowen.compiler.claims.result import Result
from tiaowen.dsl.diagnostics import Finding, Place

if TYPE_CHECKING:
    import pyarrow
    from pyarrow import parquet

BATCH = 8192


def read_parquet(source: BinaryIO, file: str, reader: Reader) -> Iterator[Visit | Finding]:
    """Yield each row as a claim, or what is wrong with it; a line number is the number of the row."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        yield f.ParquetNeedsLibrary()
        return
    place = Place(file, 1)
    try:
        table = parquet.ParquetFile(source if source.seekable() else BytesIO(source.read()))
        schema, rows = table.schema_arrow, table.metadata.num_rows
    except (pyarrow.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the operating system, not of the format
        yield f.BrokenParquet(place=place)
        return
    troubles = list(_header(schema, file, reader))
    yield from troubles
    if any(not isinstance(trouble, f.UnknownColumn | f.NoCategories) for trouble in troubles):
        return
    if rows == 0:
        yield f.EmptyInput(place=place, header_only=True)
    for number, record in enumerate(_rows(table), 1):
        if record is None:
            yield f.BrokenParquet(place=Place(file, number))
        else:
            yield from reader.named(record, Row(file, number))


def _rows(table: parquet.ParquetFile) -> Iterator[dict[str, object] | None]:
    """Yield the rows, and None where they cannot be read any further."""
    import pyarrow

    try:
        for batch in table.iter_batches(batch_size=BATCH):
            yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError):
        yield None


def _header(schema: pyarrow.Schema, file: str, reader: Reader) -> Iterator[Finding]:
    """Yield what is wrong with the columns as such."""
    from pyarrow import types

    place = Place(file, 1)
    yield from reader.keys.unknown(schema.names, Row(file, 1))
    names: dict[str, str] = {}
    for column in schema:
        name = reader.keys.column_of(column.name)
        if name is None:
            continue
        if name in names:
            yield f.RepeatedColumn(place=place, written=(names[name].strip(), column.name.strip()))
        names.setdefault(name, column.name)
        if types.is_floating(column.type):
            money = reader.columns.meaning.get(name) is Meaning.MONEY
            yield f.FloatColumn(place=place, column=column.name, money=money)
    needed = ("claim",) if "kind" in names else NEEDED[Kind.VISIT]
    missing = tuple(column for column in needed if column not in names)
    if missing:
        yield f.MissingColumns(place=place, columns=missing)
    elif "categories" not in names and "kind" not in names:
        yield f.NoCategories(place=place)


def write_parquet(results: Iterable[Result], target: BinaryIO, *, policies: bool = False) -> Finding | None:
    """Write results with an exact amount column; return what stands against it."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        return f.ParquetNeedsLibrary()
    text = arrow.string()
    columns: dict[str, pyarrow.DataType] = {
        "claim": text,
        "person": text,
        "date": arrow.date32(),
        "benefit": text,
        "status": text,
        "amount": arrow.decimal128(18, 2),
        "category": text,
        "articles": text,
        "reason": text,
    }
    if policies:
        columns["policy"] = text
    schema = arrow.schema(columns)
    rows = iter(results)
    with parquet.ParquetWriter(target, schema) as writer:
        while batch := list(islice(rows, BATCH)):
            records = [
                {
                    "claim": result.claim,
                    "person": result.person,
                    "date": result.date,
                    "benefit": result.benefit,
                    "status": result.status.value,
                    "amount": result.decimal,
                    "category": result.category,
                    "articles": result.cited,
                    "reason": result.reason,
                    **({"policy": result.policy or None} if policies else {}),
                }
                for result in batch
            ]
            writer.write_batch(arrow.RecordBatch.from_pylist(records, schema=schema))
    return None
