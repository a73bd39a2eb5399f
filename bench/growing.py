"""What must not grow faster than its input: clauses that differ by their conditions, and lines that cannot be read."""

from collections.abc import Callable, Iterator

from bench.measure import Line, best
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.parse import parse

CLAUSES = (250, 1_000, 4_000)
MISTAKES = (500, 10_000)
HEAD = """政策文件 steps-2024 “分段标准” / "Standards by steps"
地区 云南省
印发日期 2024年1月1日

第一条 标准 / Standards
关于住院救助：
  适用于住院
  计入政策范围内费用，经基本医疗保险支付后
  低保对象：不设起付线，年度限额5万元
"""


def lines() -> Iterator[Line]:
    """Measure texts of several sizes; the ratio is of the time for each clause or line."""
    times = best(2, *(_compiling(_clauses(count)) for count in CLAUSES))
    yield from _against_first("compile {:,} clauses on steps of cost", CLAUSES, times, "a clause")
    times = best(1, *(_parsing(_mistakes(count)) for count in MISTAKES))
    yield from _against_first("parse {:,} different lines with mistakes", MISTAKES, times, "a line")


def _against_first(what: str, counts: tuple[int, ...], times: list[float], per: str) -> Iterator[Line]:
    first = times[0] / counts[0]
    for count, seconds in zip(counts, times, strict=True):
        ratio = seconds / count / first if count != counts[0] else None
        yield Line(what.format(count), seconds, f"{seconds / count * 1e6:.0f} µs {per}", ratio, f"of {counts[0]}")


def _clauses(count: int) -> str:
    """Return a policy in which each thousand yuan of costs has a ratio of its own."""
    steps = (
        f"  低保对象，其中政策范围内费用超过{n * 1000}元、政策范围内费用不超过{n * 1000 + 1000}元：比例{n % 97 + 1}%\n"
        for n in range(count)
    )
    return HEAD + "".join(steps)


def _mistakes(count: int) -> str:
    """Return lines no two of which are the same: a colon forgotten, a bare number, a name that is none, prose."""
    kinds = (
        "类别{}人员比例60%，起付线100元",
        "一类人员：比例{}",
        "人员{}：起付線100元，比例60%",
        "这是第{}行不知所云的文字，写在这里",
        "class {}: ratoi 60%, cap 400 yuan",
    )
    return "".join(kinds[n % len(kinds)].format(n) + "\n" for n in range(count))


def _compiling(text: str) -> Callable[[], object]:
    return lambda: compile_text(text, "long.policy")


def _parsing(text: str) -> Callable[[], object]:
    return lambda: parse(text, "long.policy")
