"""Standard output and standard error as this program uses them: UTF-8 whatever the locale, and a reader may leave."""

from __future__ import annotations

import io
import sys
from typing import TextIO


class _Forgiving(io.FileIO):
    """An output whose reader may leave: what comes after is dropped, and the exit code stays what the input calls for.

    Any other trouble is raised, but once: leaving would otherwise try to write the same again and complain.
    """

    gone = False

    def write(self, data: object, /) -> int:
        assert isinstance(data, bytes | memoryview)  # what a buffered writer passes
        if not self.gone:
            try:
                return super().write(data)
            except BrokenPipeError:
                self.gone = True
            except OSError:
                self.gone = True
                raise
        return data.nbytes if isinstance(data, memoryview) else len(data)


def take_streams() -> None:
    """Replace the standard streams of this process. A stream that is no file of the system stays as it is."""
    sys.stdout, sys.stderr = _taken(sys.stdout), _taken(sys.stderr, at_once=True)


def _taken(stream: TextIO, *, at_once: bool = False) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if sys.platform == "win32":  # its console is no file of bytes
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return stream
    stream.flush()
    file = _Forgiving(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(file),
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        line_buffering=at_once or stream.isatty(),
    )
