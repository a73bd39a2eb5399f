"""The examples written in a policy file, run as tests of it.

Turns each ``example`` into claims, settles them with the reference engine and compares with what is expected. An
example that expects nothing is a failure: it proves nothing. Left to others: what is said around the outcomes.
"""

from tiaowen.compiler.examples.outcome import Check, ExampleOutcome
from tiaowen.compiler.examples.run import Run, claims_of, run_examples
from tiaowen.compiler.examples.text import NO_EXAMPLES, failure_text

__all__ = ["NO_EXAMPLES", "Check", "ExampleOutcome", "Run", "claims_of", "failure_text", "run_examples"]
