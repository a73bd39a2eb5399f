"""The shape of the project, held by the standard library's `ast`: who imports whom, and what no file does.

The tables come first. To add a stage to the compiler, add its line to MAY_IMPORT.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import tiaowen.compiler
import tiaowen.dsl

TOP = Path(__file__).resolve().parent.parent

# ---------------------------------------------------------------------------------------------- the tables

# grammar → dsl → compiler; `policies` and `grammar` are data and import nothing of ours.
FOLDERS: dict[str, set[str]] = {
    "grammar": set(),
    "policies": set(),
    "dsl": {"grammar"},
    "compiler": {"grammar", "policies", "dsl"},
}

# Inside the compiler: each stage, in the order in which a document meets it, and what it may import.
MAY_IMPORT: dict[str, set[str]] = {
    "vocabulary": set(),
    "resolve": {"vocabulary"},
    "rules": {"vocabulary", "resolve"},
    "claims": {"vocabulary", "rules"},
    "library": {"vocabulary", "resolve", "rules"},
    "schedule": {"vocabulary", "rules"},
    "calendar": {"vocabulary", "rules"},
    "settle": {"vocabulary", "rules", "claims"},
    "emit": {"vocabulary", "rules", "claims", "schedule", "settle"},
    "compare": {"vocabulary", "rules", "claims", "schedule", "settle"},
    "conform": {"vocabulary", "rules", "claims", "settle", "compare"},
    "matrix": {"vocabulary", "rules", "settle", "compare"},
    "reports": {"vocabulary", "compare", "conform", "matrix"},
    "checks": {"vocabulary", "resolve", "rules", "claims", "schedule", "settle", "compare"},
    "examples": {"vocabulary", "resolve", "rules", "claims", "settle"},
    "doubts": {"vocabulary", "rules", "claims", "settle", "compare"},
    "manual": {"vocabulary", "resolve", "rules", "claims", "settle", "checks", "library", "examples"},
    "levels": {"library", "checks", "manual"},
    "register": {"vocabulary", "resolve", "rules", "library", "claims", "settle"},
    "audit": {"vocabulary", "rules"},
    "api": {"vocabulary", "rules", "claims", "library", "settle", "checks"},
    "version": set(),
}

# Faces may import every stage and the front door, `tiaowen.compiler` itself; nothing imports a face.
FACES = {"cli", "lsp", "studio", "pytest_plugin"}

# Where each third-party library may be imported. One that is not listed may not be imported at all.
WALLS: dict[str, tuple[str, ...]] = {
    "attrs": ("dsl", "compiler"),
    "lark": ("dsl",),
    "click": ("compiler/cli",),
    "pytest": ("compiler/pytest_plugin",),
    "rich": ("compiler/cli",),
    "chinese_calendar": ("compiler/calendar/working_days.py",),
    "pyarrow": ("compiler/claims/parquet.py",),
    "duckdb": ("compiler/emit/sql",),
    "pyspark": ("compiler/emit/sql",),
    "sqlglot": ("compiler/emit/sql",),
    "pygls": ("compiler/lsp",),
    "lsprotocol": ("compiler/lsp",),
}

# Money and shares are exact. A file here needs a reason: {"compiler/…/file.py": "why a float is right here"}.
FLOATS_ALLOWED: dict[str, str] = {
    "compiler/claims/columns.py": "how much alike two spellings are",
    "compiler/vocabulary/names.py": "how much alike two spellings are",
    "compiler/vocabulary/vocabulary.py": "how much alike two spellings are",
}

LONGEST_MODULE = 500
VAGUE_NAMES = {"util", "utils"}
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")

# A place on somebody's machine, and the host of a package registry: neither belongs in a project file.
MACHINE_PATH = re.compile(r"(?<![\w.)}>-])/(?:work|farm|tmp|home|root|Users)/\w")
REGISTRY = re.compile(r"(?:pypi|npmjs|crates|anaconda)\.(?:org|com|io)|pythonhosted\.|registry\.[a-z]+\.")

# ------------------------------------------------------------------------------------------------- reading


class Import(NamedTuple):
    """One imported name and where it is imported: `from a.b import c` is `a.b.c`."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.name}"


@cache
def modules(*folders: str) -> dict[str, ast.Module]:
    """The modules below these folders, parsed, by path from the top."""
    paths = sorted(path for folder in folders for path in (TOP / folder).rglob("*.py"))
    return {path.relative_to(TOP).as_posix(): ast.parse(path.read_bytes()) for path in paths}


def imports(file: str, tree: ast.Module) -> Iterator[Import]:
    """Every import of a module, wherever it stands in it. Relative ones are forbidden by the linter."""
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (Import(file, node.lineno, alias.name) for alias in node.names)
            case ast.ImportFrom(module=str(module)):
                yield from (Import(file, node.lineno, f"{module}.{alias.name}") for alias in node.names)


def our_imports() -> Iterator[Import]:
    for file, tree in modules(*FOLDERS).items():
        yield from (found for found in imports(file, tree) if found.name.split(".")[0] == "tiaowen")


def stage(path: str) -> str | None:
    """The compiler's stage or face that a file belongs to; None for the front door."""
    name = path.split("/")[1].removesuffix(".py")
    return None if name == "__init__" else name


def imported_stage(name: str) -> str | None:
    """The stage that `tiaowen.compiler.<stage>…` names; None for what the front door itself offers."""
    parts = name.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in MAY_IMPORT.keys() | FACES else None


def none(wrong: Iterable[str], why: str = "") -> None:
    """Fails with every line of what is wrong, not with a shortened comparison."""
    lines = sorted(wrong)
    if lines:
        pytest.fail("\n".join([*([why] if why else []), *lines]), pytrace=False)


@cache
def project_files() -> dict[str, str]:
    """The text of each file that git tracks or would track, by path from the top."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    texts: dict[str, str] = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = TOP / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


# --------------------------------------------------------------------------------------------- the imports


def test_these_tests_read_the_checkout_they_stand_in() -> None:
    places = {Path(path).resolve() for package in (tiaowen.dsl, tiaowen.compiler) for path in package.__path__}
    assert places == {TOP / "dsl", TOP / "compiler"}, "the environment belongs to another checkout: make clean"


def test_folders_import_in_one_direction() -> None:
    wrong = [
        str(found)
        for found in our_imports()
        if (own := found.file.split("/")[0]) != (other := found.name.split(".")[1]) and other not in FOLDERS[own]
    ]
    none(wrong, f"each folder may import: {FOLDERS}")


def test_every_stage_of_the_compiler_has_its_line() -> None:
    unknown = {name for file in modules("compiler") if (name := stage(file))} - MAY_IMPORT.keys() - FACES
    none(
        unknown,
        "compiler/ holds what MAY_IMPORT, at the head of this file, does not know. "
        "A new stage: add one line that says which stages it may import. "
        "A part of an existing stage: move it into that stage's folder.",
    )


def test_the_table_itself_runs_in_one_direction() -> None:
    names = list(MAY_IMPORT)
    backwards = {name: late for at, name in enumerate(names) if (late := MAY_IMPORT[name] - set(names[:at]))}
    none(backwards, "each stage may import only stages above it in the table")


def test_stages_import_only_what_the_table_allows() -> None:
    wrong = []
    for found in our_imports():
        if not found.file.startswith("compiler/") or not found.name.startswith("tiaowen.compiler"):
            continue
        own, other = stage(found.file), imported_stage(found.name)
        if own == other or own in FACES:
            continue
        allowed = set(MAY_IMPORT) if own is None else MAY_IMPORT.get(own, set())
        if other is None or other not in allowed:
            wrong.append(f"{found} ({own or 'the front door'} may import {sorted(allowed)})")
    none(wrong)


def test_faces_do_not_import_each_other() -> None:
    wrong = [
        str(found)
        for found in our_imports()
        if found.file.startswith("compiler/")
        and (other := imported_stage(found.name)) in FACES
        and other != stage(found.file)
    ]
    none(wrong)


def test_third_party_libraries_stay_behind_their_walls() -> None:
    wrong = []
    for file, tree in modules(*FOLDERS).items():
        for found in imports(file, tree):
            library = found.name.split(".")[0]
            if library == "tiaowen" or library in sys.stdlib_module_names:
                continue
            homes = WALLS.get(library, ())
            if not any(file == home or file.startswith(f"{home}/") or file == f"{home}.py" for home in homes):
                wrong.append(f"{found} (allowed in: {', '.join(homes) or 'no folder'})")
    none(wrong)


# ------------------------------------------------------------------------------------------ the files


def test_no_floating_point() -> None:
    found: dict[str, list[str]] = {}
    for file, tree in modules("dsl", "compiler").items():
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=float() as value):
                    found.setdefault(file, []).append(f"{file}:{node.lineno} writes {value}")
                case ast.Call(func=ast.Name(id="float")):
                    found.setdefault(file, []).append(f"{file}:{node.lineno} calls float")
    wrong = [line for file, lines in found.items() if file not in FLOATS_ALLOWED for line in lines]
    none(wrong, "amounts are Decimal or Fraction, from the text to the result")
    none(FLOATS_ALLOWED.keys() - found.keys(), "FLOATS_ALLOWED: these need no permission any more")


def test_no_module_is_long_or_vaguely_named() -> None:
    wrong = []
    for file in modules(*FOLDERS, "tests", "bench"):
        length = len((TOP / file).read_text(encoding="utf-8").splitlines())
        if length > LONGEST_MODULE:
            wrong.append(f"{file}: {length} lines; split it by concept (400 is long already)")
        if VAGUE_NAMES & set(Path(file).with_suffix("").parts):
            wrong.append(f"{file}: name it after what it holds")
    none(wrong)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_in_documents_exist(document: str) -> None:
    """In backticks: what begins with a top-level folder, or is a top-level file. In links: every target."""
    path = TOP / document
    if not path.exists():
        pytest.skip(f"no {document}")
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    top_level = "|".join(re.escape(entry.name) for entry in TOP.iterdir() if entry.is_dir())
    folder_path = re.compile(rf"(?:{top_level}|docs|bench|editors|tests)/[\w./*-]*")
    top_file = re.compile(r"[A-Z][A-Z_]+\.md|\w+\.toml|setup\.py|Makefile")
    spans = re.findall(r"`([^`\s]+)`", prose)
    named = {span for span in spans if folder_path.fullmatch(span) or top_file.fullmatch(span)}
    links = re.findall(r"\]\(([^)\s#]+)", prose)
    named |= {link for link in links if not re.match(r"[a-z]+:", link)}
    none((name for name in named if not any(TOP.glob(name.rstrip("/")))), f"{document} names what is not there")


def test_no_file_names_a_place_outside_the_project() -> None:
    wrong = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in project_files().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line) or REGISTRY.search(line)
    ]
    none(wrong)
