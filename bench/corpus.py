"""Many policies: the shipped ones with other names and figures, each to be read anew. Seeded: the same each run."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.measure import ROOT

SEED = 3_000
_PERCENT = re.compile(r"(?<![0-9.])[1-9][0-9]%")
_ID = re.compile(r"(?<=^policy )\S+|(?<=^政策文件 )\S+", re.MULTILINE)
_EXAMPLE = re.compile(r"^(?:example|示例) ", re.MULTILINE)


def write_policies(folder: Path, count: int, *, examples: bool) -> int:
    """Write ``count`` policies into a new folder and return how many lines they have."""
    folder.mkdir()
    lines = 0
    for number, text in enumerate(_policies(count, examples)):
        (folder / f"policy-{number:05}.policy").write_text(text, encoding="utf-8")
        lines += text.count("\n")
    return lines


def _policies(count: int, examples: bool) -> Iterator[str]:
    random = Random(SEED)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "policies").rglob("*.policy"))]
    if not examples:
        # The examples of a shipped policy stand at its end.
        texts = [_EXAMPLE.split(text, maxsplit=1)[0] for text in texts]
    for number in range(count):
        text = _ID.sub(f"policy-{number}", texts[number % len(texts)], count=1)
        yield _PERCENT.sub(lambda match: f"{random.randint(10, 99)}%", text)
