"""Bytes in, lines of text out: one at a time, whatever the file holds.

Only UTF-8 is read, with or without the mark in front that spreadsheets write. Text in another encoding is
named and not guessed: a wrong guess would change names in silence. One damaged line among sound ones is
rejected alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from tiaowen.compiler.claims.findings import BadBytes, CannotRead, LineTooLong, NotText, NotUtf8
from tiaowen.dsl.diagnostics import Finding, Place

LINE_LIMIT = 1 << 20
_SAMPLE = 1 << 16
_MARK = b"\xef\xbb\xbf"
_MAGIC = (
    (b"PAR1", "Parquet"),
    (b"PK\x03\x04", "Excel (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"\x1f\x8b", "gzip"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SPACE = frozenset("\t\n\r\f\v")


class Lines(Iterator[tuple[int, str] | Finding]):
    """The numbered lines of a stream without their ends; a line that cannot be read is a finding in its place.

    After a :class:`CannotRead` there is nothing more. Lines can be put back, for a reader that looked too
    far.
    """

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._source = _read(stream, file)
        self._back: deque[tuple[int, str] | Finding] = deque()

    def __next__(self) -> tuple[int, str] | Finding:
        """Return the next line or finding."""
        return self._back.popleft() if self._back else next(self._source)

    def put_back(self, items: list[tuple[int, str] | Finding]) -> None:
        """Make ``items`` the next ones again."""
        self._back.extendleft(reversed(items))


def _read(stream: BinaryIO, file: str) -> Iterator[tuple[int, str] | Finding]:
    number = 0
    known_utf8 = False
    while raw := stream.readline(LINE_LIMIT + 1):
        number += 1
        if number == 1:
            trouble = _magic(raw, Place(file, 1))
            if trouble is not None:
                yield trouble
                return
            raw = raw.removeprefix(_MARK)
        if len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
            yield LineTooLong(place=Place(file, number, text=_glimpse(raw)), limit=LINE_LIMIT)
            while len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
                raw = stream.readline(LINE_LIMIT + 1)
            continue
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            place = Place(file, number, text=_glimpse(raw))
            if not known_utf8:
                yield _classify(raw + stream.read(_SAMPLE), place)
                return
            yield BadBytes(place=place)
            continue
        if "\0" in text:
            yield NotText(place=Place(file, number))
            return
        known_utf8 = known_utf8 or not text.isascii()
        yield number, text.rstrip("\r\n")


def _magic(raw: bytes, place: Place) -> CannotRead | None:
    """Recognise files that are no text by how they begin."""
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            return NotText(place=place, looks_like=name)
    return NotUtf8(place=place, encoding="UTF-16") if raw.startswith(_UTF16) else None


def _classify(sample: bytes, place: Place) -> CannotRead:
    """Tell text in GB18030, the encoding of Chinese spreadsheets, from bytes that are no text."""
    try:
        # The sample may end within a character of up to four bytes.
        text = sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("gb18030")
    except UnicodeDecodeError:
        return NotText(place=place)
    sound = all(character.isprintable() or character in _SPACE for character in text)
    return NotUtf8(place=place, encoding="GB18030") if sound else NotText(place=place)


def _glimpse(raw: bytes) -> str:
    """Return the readable start of a line that cannot be read."""
    return raw[:200].decode("utf-8", errors="replace").rstrip("\r\n")
