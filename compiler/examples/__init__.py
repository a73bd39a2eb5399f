"""The examples written in a policy file, run as tests of it.

Turns each ``example`` into claims, settles them with the reference engine and compares with what is expected. An
example that expects nothing is a failure: it proves nothing. Left to others: showing the outcome (``cli``).
"""

from tiaowen.compiler.examples.outcome import Check, ExampleOutcome
from tiaowen.compiler.examples.run import Run, claims_of, run_examples

__all__ = ["Check", "ExampleOutcome", "Run", "claims_of", "run_examples"]
