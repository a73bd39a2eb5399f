"""The page of a finding as data: its sentences, the text to avoid and the same text mended."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

HERE = "{repeat}"
"""Where the repeated part goes in a text too long to be written out."""

_SHOWN_PARTS = 2


@frozen
class Words:
    """The same in English and Chinese."""

    en: str
    zh: str

    def get(self, language: Language) -> str:
        """Return it in a language."""
        return self.zh if language is Language.ZH else self.en


class Kind(Enum):
    """What is given to the program: a policy file, a file of claims, or only the name of a policy."""

    POLICY = "policy"
    CLAIMS = "claims"
    NAME = "name"


@frozen
class Repeat:
    """A part that stands ``times`` times; ``{n}`` in it is the number of the repetition, ``{next}`` the one after."""

    part: Words
    times: int

    def whole(self, language: Language) -> str:
        """Return all repetitions."""
        return "".join(self._one(n, language) for n in range(1, self.times + 1))

    def shown(self, language: Language) -> str:
        """Return the first repetitions and an ellipsis."""
        parts = [self._one(n, language) for n in range(1, _SHOWN_PARTS + 1)]
        return "".join(parts) + "…" + ("\n" if parts[0].endswith("\n") else "")

    def _one(self, n: int, language: Language) -> str:
        return self.part.get(language).replace("{n}", str(n)).replace("{next}", str(n + 1))


@frozen
class Sample:
    """A file for the program: its text in each language, or its bytes where a text cannot show what is wrong."""

    text: Words | None = None
    data: bytes | None = None
    repeat: Repeat | None = None

    def content(self, language: Language) -> bytes:
        """Return the bytes of the file."""
        if self.data is not None:
            return self.data
        assert self.text is not None
        text = self.text.get(language)
        return (text.replace(HERE, self.repeat.whole(language)) if self.repeat else text).encode()

    def shown(self, language: Language) -> str:
        """Return the file as a reader sees it who takes it for UTF-8 text."""
        if self.text is None:
            assert self.data is not None
            text = self.data.decode("utf-8", errors="replace")
            return "".join(c if c.isprintable() or c == "\n" else "\N{MIDDLE DOT}" for c in text)
        text = self.text.get(language)
        return text.replace(HERE, self.repeat.shown(language)) if self.repeat else text

    def policy_file(self, language: Language) -> str:
        """Return what the file of a policy is called after its id, the second word of its text."""
        return f"{self.shown(language).split()[1]}.policy"


@frozen(kw_only=True)
class Case:
    """What to write and what not. Claims are read in a ``format``, under the shipped ``policy``."""

    kind: Kind = Kind.POLICY
    format: str = "csv"
    policy: str = ""
    avoid: Sample
    prefer: Sample
    beside: Sample | None = None
    """A higher document that lies beside the file, under its own id."""


@frozen(kw_only=True)
class Guard:
    """Why no file brings a finding forth, and the name of the test that does."""

    severity: Severity
    reason: Words
    tested_by: str


@frozen(kw_only=True)
class FindingPage:
    """The page of a finding: with a case, or with the reason why there is none."""

    id: str
    title: Words
    why: Words
    fix: Words
    note: Words | None = None
    shown: Case | Guard
