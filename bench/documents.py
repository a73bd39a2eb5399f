"""Reading and checking a policy: one document, and texts ten and a hundred times as long."""

from collections.abc import Callable, Iterator

from bench.measure import Line, best, command, output_of, python, tiaowen
from tiaowen.compiler.library import load_policy
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.parse import parse

POLICY = "baoshan-2022"
LENGTHS = (150, 1_500, 15_000)
FIRST = f"""
import time
from tiaowen.compiler.library import open_policy
start = time.perf_counter()
open_policy({POLICY!r})
print(time.perf_counter() - start)
"""


def lines() -> Iterator[Line]:
    """Measure a first compilation in fresh processes, a later one, the command, and how parsing grows."""
    loaded = load_policy(POLICY)
    assert loaded.text is not None
    text = loaded.text
    first = min(_first() for _ in range(7))
    (later,) = best(7, lambda: compile_text(text, loaded.name))
    whole, version = best(7, command(tiaowen("check", POLICY)), command(tiaowen("--version")))
    count = text.count("\n")
    yield Line(f"parse and check {POLICY}, {count} lines, after imports", first, "", goal=0.15)
    yield Line("the same again in the same process", later, f"{later / count * 1e6:.0f} µs a line")
    yield Line(f"tiaowen check {POLICY}", whole, "", whole / version, "tiaowen --version")
    head, _, body = text.partition("\n\n")
    made = [_of_length(head, body.split("\n"), length) for length in LENGTHS]
    times = best(3, *(_parsing(each) for each in made))
    each = [seconds / length for seconds, length in zip(times, LENGTHS, strict=True)]
    for length, seconds, single in zip(LENGTHS, times, each, strict=True):
        ratio = single / each[0] if length != LENGTHS[0] else None
        yield Line(f"parse {length:,} lines", seconds, f"{single * 1e6:.0f} µs a line", ratio, f"of {LENGTHS[0]} lines")


def _first() -> float:
    return float(output_of(python(FIRST)))


def _of_length(head: str, body: list[str], length: int) -> str:
    rest = length - head.count("\n") - 2
    return "\n".join([head, "", *(body * (rest // len(body) + 1))[:rest]]) + "\n"


def _parsing(text: str) -> Callable[[], object]:
    return lambda: parse(text, "long.policy")
