"""The program says its version, against Python importing the one library a command line needs anyway."""

from collections.abc import Iterator

from bench.measure import Line, best, command, python, tiaowen

TIMES = 25
CLICK = 'python -c "import click"'


def lines() -> Iterator[Line]:
    """Measure whole processes."""
    version, click, bare, usage = best(
        TIMES,
        command(tiaowen("--version")),
        command(python("import click")),
        command(python("pass")),
        command(tiaowen("settle", "--help")),
    )
    yield Line("python -c pass", bare)
    yield Line(CLICK, click)
    yield Line("tiaowen --version", version, "", version / click, CLICK, 1.5)
    yield Line("tiaowen settle --help", usage, "", usage / click, CLICK)
