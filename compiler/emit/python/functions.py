"""A function of the module from its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

STEP = "    "
_LOCALS = {"who": "case.who", "marks": "case.claim.marks", "diseases": "case.claim.diseases"}
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|#.*')


def function_lines(name: str, takes: str, returns: str, doc: str, body: Sequence[str]) -> list[str]:
    """Return the lines of a function; what it uses of the case by a short name is defined first."""
    code = _STRINGS.sub("", "\n".join(body))
    used = [f"{local} = {value}" for local, value in _LOCALS.items() if re.search(rf"\b{local}\b", code)]
    lines = [f"def {name}({takes}) -> {returns}:", f'{STEP}"""{doc}"""']
    return [*lines, *(STEP + line for line in [*used, *body]), "", ""]
