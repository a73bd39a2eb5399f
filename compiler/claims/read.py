"""A file, a stream or a program's objects in, claims and findings out, one after the other as they are read.

Nothing a file can hold raises: whatever is wrong with it is a finding between the claims, in the order of
the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from tiaowen.compiler.claims import findings as f
from tiaowen.compiler.claims.csv_reader import read_csv
from tiaowen.compiler.claims.findings import Trouble
from tiaowen.compiler.claims.formats import Format
from tiaowen.compiler.claims.jsonl import read_jsonl
from tiaowen.compiler.claims.lines import Lines
from tiaowen.compiler.claims.model import ExtraNames, Regions, Visit
from tiaowen.compiler.claims.parquet import read_parquet
from tiaowen.compiler.claims.places import Row
from tiaowen.compiler.claims.records import Reader
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.diagnostics import Finding


def read_claims(
    source: Path | BinaryIO,
    *,
    vocabulary: Vocabulary,
    file_name: str | None = None,
    format: Format | None = None,
    extra: ExtraNames | None = None,
    regions: Regions | None = None,
) -> Iterator[Visit | Finding]:
    """Yield the claims of a file or binary stream, and a finding for whatever is no claim.

    Without ``format``, the end of the name decides, else the first character. ``extra`` are the names and
    columns a compiled policy adds, ``regions`` what a register of several says.
    """
    name = file_name if file_name is not None else str(source) if isinstance(source, Path) else "<stdin>"
    format = format or Format.of(name)
    reader = Reader(vocabulary, extra, regions)
    try:
        stream = _open(source) if isinstance(source, Path) else source
        try:
            yield from _dispatch(stream, name, format, reader)
        finally:
            if stream is not source:
                stream.close()
    except OSError as error:
        yield f.Unreadable(file=name, trouble=Trouble.of(error), detail=error.strerror or "")


def claims_from_mappings(
    claims: Iterable[Mapping[str, object] | Visit],
    vocabulary: Vocabulary,
    *,
    file_name: str = "<claims>",
    extra: ExtraNames | None = None,
    regions: Regions | None = None,
) -> Iterator[Visit | Finding]:
    """Yield the claims a program gives: mappings by column, or finished claims. A line is a position, from 1."""
    reader = Reader(vocabulary, extra, regions)
    entries: Iterable[object] = claims  # a program may give anything
    for number, claim in enumerate(entries, 1):
        where = Row(file_name, number)
        if isinstance(claim, Visit):
            yield from reader.given(claim, where)
        elif isinstance(claim, Mapping):
            yield from reader.named({str(key): value for key, value in claim.items()}, where)
        else:
            yield f.NotAnObject(place=where.place(None, ""))


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except ValueError as error:  # a name that no file can have, as one with a NUL
        raise FileNotFoundError from error


def _dispatch(stream: BinaryIO, name: str, format: Format | None, reader: Reader) -> Iterator[Visit | Finding]:
    if format is None:
        if not isinstance(stream, io.BufferedReader):
            # Every binary stream has what a buffer needs of it; the typing stubs do not say so.
            buffer = io.BufferedReader(stream)  # type: ignore[type-var]
            try:
                yield from _dispatch(buffer, name, None, reader)
            finally:
                buffer.detach()  # the stream is its owner's to close
            return
        format = _sniff(stream.peek(64)[:64])
    match format:
        case Format.CSV:
            yield from read_csv(Lines(stream, name), name, reader)
        case Format.JSONL:
            yield from read_jsonl(Lines(stream, name), name, reader)
        case Format.PARQUET:
            yield from read_parquet(stream, name, reader)


def _sniff(head: bytes) -> Format:
    """Tell the format from how the bytes begin."""
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return Format.JSONL if start in (b"{", b"[") else Format.CSV
