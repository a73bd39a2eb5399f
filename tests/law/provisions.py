"""The provisions of the documents: what each one says, where it is encoded, and what would notice if it were not.

Reads ``policies/provisions.csv`` into :class:`Provision` objects. Whether the table is true is for ``test_provisions``.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from attrs import frozen
from law.forms import contents_of

FOLDER = Path(__file__).resolve().parents[2] / "policies"
TABLE = FOLDER / "provisions.csv"
COLUMNS = ("id", "policy", "article", "what", "computable", "where", "form", "witness")
TEST = "test:"
"""Opens a witness that is no example: ``test:tests/law/test_norms.py::test_the_duties``."""


@frozen
class Provision:
    """A row of the table. ``where`` are headings of the policy file; ``witness`` titles of its examples, or tests.

    ``where``, ``form`` and ``witness`` of the table hold several entries with ``;`` between them.
    """

    id: str
    policy: str
    article: str
    what: str
    computable: bool
    where: tuple[str, ...]
    forms: tuple[str, ...]
    witness: tuple[str, ...]

    @property
    def examples(self) -> tuple[str, ...]:
        """Return the witnesses that are examples of the policy file."""
        return tuple(found for found in self.witness if not found.startswith(TEST))

    @property
    def tests(self) -> tuple[str, ...]:
        """Return the witnesses that are tests, as ``file::name``."""
        return tuple(found.removeprefix(TEST) for found in self.witness if found.startswith(TEST))


@cache
def provisions() -> tuple[Provision, ...]:
    """Return every row, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        assert tuple(rows.fieldnames or ()) == COLUMNS, rows.fieldnames
        return tuple(
            Provision(
                row["id"],
                row["policy"],
                row["article"],
                row["what"],
                {"yes": True, "no": False}[row["computable"]],
                _several(row["where"]),
                _several(row["form"]),
                _several(row["witness"]),
            )
            for row in rows
        )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


@cache
def policy_path(policy: str) -> Path | None:
    """Return the Chinese file of a policy, None where it is not written yet: it has no examples, or is not there."""
    path = next(iter(FOLDER.rglob(f"{policy}.policy")), None)
    return path if path and contents_of(path.read_text(encoding="utf-8")).examples else None
