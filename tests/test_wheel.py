"""The wheel as a stranger gets it: every data file inside, and the command working without the checkout.

Only the declared run-time dependencies are installed beside it, so an optional one that is imported
where it should not be shows here.
"""

import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]  # one worker: the wheel is built once

DATA = {
    "grammar": ["*.lark", "*.csv", "*.tsv", "*.json"],
    "policies": ["**/*.policy", "**/*.csv"],
    "compiler": ["**/*.json", "**/*.py", "**/*.css", "**/*.js"],
    "dsl": ["**/*.py"],
}
DOCUMENTS = ["baoshan-2022", "kaizhou-2017", "yunyang-2023"]
FIND_DATA = """
from importlib.resources import files
def count(folder):
    parts = folder.iterdir()
    return sum(count(part) if part.is_dir() else part.name.endswith(".policy") for part in parts)
print(count(files("tiaowen.policies")))
"""


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; its whole output is in the failure when it fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: a build in the checkout would pick up what earlier builds left there."""
    top = Path(__file__).resolve().parent.parent
    folder = tmp_path_factory.mktemp("wheel")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in DATA:
        shutil.copytree(top / name, folder / "source" / name, ignore=ignore)
    for name in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(top / name, folder / "source")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder)
    run(*pip, folder / "source", cwd=folder)
    return next(folder.glob("*.whl"))


def test_every_module_and_data_file_is_in_the_wheel(wheel: Path, checkout: Path) -> None:
    expected = {
        f"tiaowen/{path.relative_to(checkout).as_posix()}"
        for folder, patterns in DATA.items()
        for pattern in patterns
        for path in (checkout / folder).glob(pattern)
    }
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert sorted(expected - names) == []
    assert sorted(name.split("/")[0] for name in names if not name.startswith("tiaowen")) == []


def test_the_command_works_outside_the_checkout(wheel: Path, checkout: Path, tmp_path: Path) -> None:
    place = tmp_path / "environment"
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    quiet = ("--quiet", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, "install", *quiet, wheel, cwd=tmp_path)
    policies = len(list((checkout / "policies").rglob("*.policy")))
    assert int(run(python, "-c", FIND_DATA, cwd=tmp_path)) == policies
    assert version("tiaowen") in run(place / "bin" / "tiaowen", "--version", cwd=tmp_path)
    run(place / "bin" / "tiaowen", "test", *DOCUMENTS, cwd=tmp_path)
