"""Measure: start-up, reading and checking policies, settling, reading claims. `python bench/run.py [PART…] [--full]`.

Run with the interpreter that tiaowen is installed for. The yardstick is the settlement written by hand in
tests/differential.
"""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

if __name__ == "__main__":
    import_module("bench.report").main(sys.argv[1:])
