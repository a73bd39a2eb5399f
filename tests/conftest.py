"""Set-up that every test shares: a steady locale, steady random examples, and where the checkout is."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# English unless a test asks for another language, and no colour, whatever the machine prefers.
for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"
os.environ["NO_COLOR"] = "1"

# Reports are as wide as they are without a terminal, whatever the tests run in.
shutil.get_terminal_size = lambda fallback=(80, 24): os.terminal_size(fallback)

# The same examples on every run; `pytest --hypothesis-profile thorough` looks further.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the checkout."""
    return Path(__file__).resolve().parent.parent
