"""A plugin for pytest: the examples in ``.policy`` files as tests, one item for each example.

It does nothing unless it is asked for, by ``--tiaowen`` or by ``tiaowen = true`` in a project's settings of pytest, and
loads nothing of the compiler before the first policy is collected: it is found in every project of an environment in
which this package is installed. Left to others: running examples, and saying why one failed (``compiler/examples``).
"""

from __future__ import annotations

from pathlib import Path

import pytest

SUFFIX = ".policy"
LANGUAGES = ("en", "zh")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("tiaowen", "policies of medical assistance (tiaowen)")
    group.addoption(
        "--tiaowen",
        action="store_true",
        default=False,
        help="run the examples in .policy files as tests / 把 .policy 文件里的示例作为测试运行",
    )
    group.addoption(
        "--tiaowen-lang",
        choices=LANGUAGES,
        default=None,
        help="language of titles and failures (default: tiaowen_lang, else en) / 标题和失败说明所用语言",
    )
    parser.addini("tiaowen", "run the examples in .policy files as tests", type="bool", default=False)
    parser.addini("tiaowen_lang", "language of titles and failures: en or zh", default="en")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a language that is none, if policies are to be collected at all."""
    asked = config.getini("tiaowen_lang")
    if _wanted(config) and asked not in LANGUAGES:
        raise pytest.UsageError(f"tiaowen_lang is en or zh, not {asked!r} / tiaowen_lang 应为 en 或 zh")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a policy, if policies are to be collected at all."""
    if file_path.suffix != SUFFIX or not _wanted(parent.config):
        return None
    from tiaowen.compiler.pytest_plugin.items import PolicyFile

    return PolicyFile.from_parent(parent, path=file_path)


def _wanted(config: pytest.Config) -> bool:
    return bool(config.getoption("--tiaowen") or config.getini("tiaowen"))
