"""The emitted module settles as the reference engine does, stands by itself, and takes no name for code."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve
from build_documents import baoshan, kaizhou, yunyang
from claims_for import years_for
from emitted import assert_agree, by_reference, emitted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_policy import policies
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.claims import Held, Visit, claims_from_mappings
from tiaowen.compiler.emit import TARGETS, emit
from tiaowen.compiler.emit.json.read import load_rules
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Language, Text

FOLDER = Path(__file__).parent.parent / "policies"
SHIPPED = {path.stem: path for path in sorted(FOLDER.glob("**/*.policy")) if not path.name.endswith(".en.policy")}
BUILT = {policy.id: policy for policy in (baoshan(), kaizhou(), yunyang())}
SOME = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def shipped(name: str) -> m.Policy:
    policy = compile_text(SHIPPED[name].read_text(encoding="utf-8"), name).policy
    assert policy is not None
    return policy


def test_the_targets() -> None:
    assert list(TARGETS) == ["json", "python"]


# ── The same records ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", BUILT)
def test_built_policies_settle_as_with_the_reference(name: str) -> None:
    policy = BUILT[name]
    module = emitted(policy)

    @given(years_for(policy))
    @SOME
    def agree(visits: list[Visit]) -> None:
        assert_agree(policy, module, visits)

    agree()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_documents_settle_as_with_the_reference(name: str) -> None:
    policy = shipped(name)
    module = emitted(policy)

    @given(years_for(policy))
    @SOME
    def agree(visits: list[Visit]) -> None:
        assert_agree(policy, module, visits)

    agree()


@given(st.data())
@SOME
def test_any_policy_settles_as_with_the_reference(data: st.DataObject) -> None:
    policy = data.draw(policies())
    assert_agree(policy, emitted(policy), data.draw(years_for(policy, most=5)))


# ── The text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_module_of_baoshan(snapshot: SnapshotAssertion) -> None:
    assert emit(BUILT["baoshan"], "python") == snapshot


def test_the_same_rules_give_the_same_text() -> None:
    policy = BUILT["kaizhou"]
    turned = evolve(policy, identities=dict(reversed([*policy.identities.items()])))
    assert emit(turned, "python") == emit(policy, "python")


def test_modules_pass_the_type_checker_and_the_linter(tmp_path: Path) -> None:
    names = []
    for policy in (*BUILT.values(), *map(shipped, SHIPPED)):
        names.append(f"{policy.id.replace('-', '_')}_module.py")
        (tmp_path / names[-1]).write_text(emit(policy, "python"), encoding="utf-8")
    for command in (["mypy", "--strict", "--cache-dir", "cache"], ["ruff", "check", "--isolated", "--no-cache"]):
        done = subprocess.run(
            [sys.executable, "-m", *command, *names], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", BUILT)
def test_modules_need_the_standard_library_alone(name: str) -> None:
    tree = ast.parse(emit(BUILT[name], "python"))
    found = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    assert found - {"__future__"} <= sys.stdlib_module_names
    assert "tiaowen" not in found


# ── Names that want to be code ───────────────────────────────────────────────────────────────────────────────────

HOSTILE = (
    '"""\nimport os\nos.abort()\n"""',
    "'); import os; os.abort() #",
    '"\\',
    "__import__('os').abort()",
    "{0.__class__}",
    "{",
    "class",
    "print",
    "case",
    "settle_claims",
    "甲\u202e\u200f\u2028\x00\r\n乙",
    "\N{MATHEMATICAL BOLD SMALL A}\ud7ff",
    "1" * 300,
    "",
)


def renamed(policy: m.Policy, hostile: str) -> m.Policy:
    """Return a policy whose people, benefits, marks and titles have a hostile name in them, through its JSON."""
    text = emit(policy, "json")
    for name in (
        "destitute",
        "class-1",
        "inpatient-assistance",
        "referred",
        "deductible:",
        "income",
        "baoshan",
        "emergency",
    ):
        escaped = json.dumps(f"{hostile}{name}", ensure_ascii=False)
        text = text.replace(f'"{name}"', escaped)
    words = Text(zh=hostile + "题", en=hostile)
    names = {hostile + "destitute": m.Names(hostile, hostile, hostile, (hostile,))}
    clauses = tuple(evolve(each, zh=hostile, en=hostile) for each in policy.clauses)
    return evolve(load_rules(text), title=words, number=words, fingerprint=hostile, names=names, clauses=clauses)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_gets_in_as_code(hostile: str) -> None:
    policy = renamed(BUILT["baoshan"], hostile)
    source = emit(policy, "python")
    assert all(char.isprintable() or char == "\n" for char in source)
    harmless, tree = ast.parse(emit(BUILT["baoshan"], "python")), ast.parse(source)
    assert [type(node) for node in tree.body] == [type(node) for node in harmless.body]
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert all(name.isascii() and name.isidentifier() and len(name) < 80 for name in names)
    visit = Visit(
        "c",
        "p",
        date(2023, 5, 1),
        (Held(hostile + "destitute"),),
        "inpatient",
        marks=frozenset({hostile + "referred"}),
        money={"in_scope": 100_000, "paid_basic": 40_000},
    )
    assert_agree(policy, emitted(policy), [visit])
    assert by_reference(policy, [visit], Language.EN)[0][5] == 60_000


# ── Claims as they come ──────────────────────────────────────────────────────────────────────────────────────────

ROWS: list[dict[str, object]] = [
    {
        "claim": "1",
        "person": "甲",
        "date": "2023-03-01",
        "categories": "低保对象",
        "care": "住院",
        "level": "三级",
        "marks": "规范转诊",
        "in_scope": "10000.00",
        "paid_basic": "3000",
    },
    {
        "claim": "2",
        "person": "乙",
        "date": "2023-03-01",
        "categories": ["deeply distressed workers", "orphans"],
        "care": "Inpatient",
        "level": 2,
        "marks": ["Referred"],
        "in_scope": 8000,
        "paid_basic": "0",
    },
    {
        "claim": "3",
        "person": "乙",
        "date": "２０２３-04-01",
        "categories": [{"category": "orphans", "from": "2023-01-01", "to": "2023-03-31"}],
        "care": "门诊慢性病",
        "marks": "未转诊",
        "in_scope": "500.5",
    },
    {
        "claim": "4",
        "person": "丙",
        "date": "2024-03-01",
        "categories": "minimum-living-guarantee",
        "plan": "居民医保一档",
        "kind": "enrolment",
        "premium": "380",
    },
    {"claim": "5", "kind": "fund-year", "year": "2023", "budget": "1000000", "overspend": "60000"},
]


@pytest.fixture(scope="module")
def shipped_baoshan() -> tuple[m.Policy, ModuleType]:
    if "baoshan-2022" not in SHIPPED:
        pytest.skip("not shipped")
    policy = shipped("baoshan-2022")
    return policy, emitted(policy)


def test_claims_are_read_as_the_compiler_reads_them(shipped_baoshan: tuple[m.Policy, ModuleType]) -> None:
    policy, module = shipped_baoshan
    visits = [each for each in claims_from_mappings(ROWS, load_vocabulary()) if isinstance(each, Visit)]
    assert len(visits) == len(ROWS)
    ours = [(r.claim, r.benefit, r.status, r.fen, r.category) for r in module.settle(ROWS)]
    theirs = [(r[0], r[3], r[4], r[5], r[6]) for r in by_reference(policy, visits, Language.EN)]
    assert ours == theirs


BAD = {
    "no date": {"date": ""},
    "no such day": {"date": "2023-02-30"},
    "another order": {"date": "01/02/2023"},
    "unknown category": {"categories": "火星人"},
    "unknown care": {"care": "nowhere"},
    "unknown mark": {"marks": "x"},
    "a mark both ways": {"marks": "规范转诊;未规范转诊"},
    "three decimals": {"in_scope": "1.234"},
    "negative": {"in_scope": "-5"},
    "a float": {"in_scope": 1.5},
    "grouped": {"in_scope": "30,000"},
    "a truth": {"in_scope": True},
    "paid too much": {"paid_basic": "10000.01"},
    "level 4": {"level": "4"},
    "unknown kind": {"kind": "loan"},
    "a period turned round": {"categories": [{"category": "孤儿", "from": "2023-02-01", "to": "2023-01-01"}]},
    "an expense after its settlement": {"expense_date": "2099-01-01"},
    "a discharge before the admission": {"admission_date": "2020-02-02", "discharge_date": "2020-02-01"},
    "a list of numbers": {"categories": [1, 2]},
    "deep JSON": {"categories": "[" * 5000},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_rejected(
    change: dict[str, object], shipped_baoshan: tuple[m.Policy, ModuleType]
) -> None:
    _, module = shipped_baoshan
    with pytest.raises(module.Rejected) as caught:
        module.settle([ROWS[0] | change])
    assert caught.value.message("en").startswith("line 1: ")
    assert caught.value.message("zh").startswith("第1行：")


def run(module_file: Path, claims: str, suffix: str, *options: str) -> subprocess.CompletedProcess[str]:
    path = module_file.with_name(f"claims{suffix}")
    path.write_text(claims, encoding="utf-8")
    environment = {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": ""}
    command = [sys.executable, "-I", "-X", "utf8", str(module_file), str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def test_the_module_is_a_program(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    if "baoshan-2022" not in SHIPPED:
        pytest.skip("not shipped")
    file = tmp_path / "rules.py"
    file.write_text(emit(shipped("baoshan-2022"), "python"), encoding="utf-8")
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    done = run(file, "\n".join(lines), ".jsonl", "--lang=zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == snapshot
    csv = "claim,person,date,categories,care,in_scope,marks\n1,甲,2023-03-01,孤儿,住院,100.00,规范转诊\n"
    done = run(file, csv + "1,甲,2023-03-01,孤儿,住院,100.00,\n2,甲,2023-03-01,孤儿,住院,abc,\n", ".csv")
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 3", "line 4"]
    assert "1,甲,2023-03-01,inpatient-assistance,paid,100.00," in done.stdout
    assert run(file, "not JSON", ".jsonl").returncode == 3
    assert subprocess.run([sys.executable, str(file)], capture_output=True, check=False).returncode == 2
