"""The command line called inside this process: quick, with standard input and environment in the test's hands."""

import io
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from tiaowen.compiler.cli.language import spoken
from tiaowen.compiler.cli.main import run

CASES = Path(__file__).resolve().parent / "cases" / "cli"
TOWN, LATER = str(CASES / "town-2024.policy"), str(CASES / "town-2025.policy")
ENGLISH, CHINESE = ("--lang", "en"), ("--lang", "zh")
CLAUSE_EN = "class 3: deductible 10% of provincial disposable income, ratio 60%, cap 1x income"
CLAUSE_ZH = "三类人员：起付标准为全省居民人均可支配收入的10%，支付比例60%，年度限额为1倍收入"


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def tiaowen(*arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None) -> Said:
    """Run the program; whatever it raises goes through, since a user must never see it."""
    out, err = io.StringIO(), io.StringIO()
    source = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", source):
        code = run(arguments, spoken(arguments, {} if environment is None else environment))
    return Said(code, out.getvalue(), err.getvalue())
