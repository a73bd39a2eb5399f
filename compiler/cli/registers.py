"""Registers for a command: a folder of policies, or the shipped ones, opened as one."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from tiaowen.compiler.cli.command import Given
from tiaowen.compiler.cli.output import Say
from tiaowen.compiler.cli.readings import open_with
from tiaowen.compiler.library import load_policy, shipped_ids
from tiaowen.compiler.library.findings import NoPolicy
from tiaowen.compiler.register import Register, policy_files
from tiaowen.compiler.register.folder import texts_by_id
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Finding, Severity


def policy_or_register_argument(say: Say) -> Given:
    """Return the argument that names a policy, or a folder that is a register."""
    text = say(
        "a .policy file, - for standard input, the id of a shipped policy (tiaowen list), or a register: a folder of "
        ".policy files, each claim being settled under the one that governs its region on its day",
        "政策文件的路径，- 表示标准输入，随附文件的编号（见 tiaowen list），或文件库：存放政策文件的文件夹，"
        "每条记录按当地当时施行的文件结算",
    )
    return Given("policy", "POLICY", text)


def open_register(
    folder: str | None, say: Say, readings: Sequence[str] = ()
) -> tuple[Register | None, tuple[Finding, ...]]:
    """Return the register of a folder (None: the shipped policies), if it can be used, and all findings."""
    names = policy_files(folder) if folder is not None else shipped_ids()
    if folder is not None and not names:
        return None, (
            NoPolicy(
                file=folder,
                reason="there is no .policy file in it or in the folders in it",
                reason_zh="其中（包括下级文件夹）没有 .policy 文件",
            ),
        )
    loaded = [load_policy(name) for name in names]
    find = texts_by_id(loaded)
    opened = open_with([evolve(each, register=find) for each in loaded], readings, say)
    findings: list[Finding] = []
    for read, compiled in opened:
        findings += compiled.findings if compiled is not None else [read.problem] if read.problem else []
    if any(compiled is None or not compiled.ok for _, compiled in opened):
        return None, tuple(findings)
    register, others = Register.of((compiled for _, compiled in opened if compiled is not None), load_vocabulary())
    broken = any(finding.severity is Severity.ERROR for finding in others)
    return None if broken else register, (*findings, *others)
