"""Claims in and results out: files of visits, enrolments and fund years to typed records, results to files.

``read_claims`` turns CSV, JSON Lines or Parquet into :class:`Visit` records, one after the other, with
every name resolved to a concept id, every amount an exact number of fen and every date a date. A record
that cannot be taken as it is becomes one or more findings with its place, and reading goes on: a wrong
record is never mended, guessed at or left out in silence. ``claims_from_mappings`` does the same for a
program's own objects, ``write_results`` and ``save_results`` write results.

The way of a record: ``lines`` (bytes to lines) or ``parquet``; ``csv_reader`` or ``jsonl`` (a line to named
cells); ``columns`` (which column a name means); ``fields`` (a cell to a value); ``records`` (cells to a
claim).

Left to others: what a claim comes to under a policy (``compiler/settle``), and whether a stated fact is
needed there.
"""

from tiaowen.compiler.claims.findings import CannotRead
from tiaowen.compiler.claims.formats import Format
from tiaowen.compiler.claims.model import ExtraNames, Held, Kind, Visit
from tiaowen.compiler.claims.money import yuan
from tiaowen.compiler.claims.read import claims_from_mappings, read_claims
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.claims.write import (
    claim_object,
    save_results,
    write_csv,
    write_jsonl,
    write_results,
)

__all__ = [
    "CannotRead",
    "ExtraNames",
    "Format",
    "Held",
    "Kind",
    "Result",
    "Status",
    "Visit",
    "claim_object",
    "claims_from_mappings",
    "read_claims",
    "save_results",
    "write_csv",
    "write_jsonl",
    "write_results",
    "yuan",
]
