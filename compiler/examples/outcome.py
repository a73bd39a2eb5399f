"""What running an example gives."""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.claims import Result
from tiaowen.compiler.claims.money import yuan
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.tree import Expected, Language, Money, Text

EXPECTED_WORDS = {
    Expected.UNDETERMINED: ("undetermined", "未定"),
    Expected.EXCLUDED: ("not covered", "不予救助"),
    Expected.ELSEWHERE: ("elsewhere", "另按"),
    Expected.GRANTED: ("granted", "享受"),
    Expected.ZERO: ("0.00 yuan", "0.00元"),
    Expected.NO_RECORD: ("no record", "无记录"),
}
STATUS_WORDS = {
    "paid": ("paid", "支付"),
    "zero": ("zero", "零"),
    "excluded": ("not covered", "不予救助"),
    "elsewhere": ("elsewhere", "另按"),
    "undetermined": ("undetermined", "未定"),
}


@frozen
class Check:
    """One expectation: what was expected, and the record or bare amount it was compared with (None: there is none).

    ``granted``: the record is that of a benefit that is not money, and it is granted.
    """

    benefit: str
    expected: Money | Expected
    record: Result | None
    fen: int | None
    passed: bool
    place: Place
    granted: bool = False
    explanation: str | None = None

    def expected_text(self, language: Language) -> str:
        """Return what was expected."""
        if isinstance(self.expected, Money):
            return _yuan(self.expected.fen, language)
        return EXPECTED_WORDS[self.expected][language is Language.ZH]

    def found_text(self, language: Language) -> str:
        """Return what came out."""
        if self.granted:
            return EXPECTED_WORDS[Expected.GRANTED][language is Language.ZH]
        if self.fen is not None:
            return _yuan(self.fen, language)
        if self.record is None:
            return EXPECTED_WORDS[Expected.NO_RECORD][language is Language.ZH]
        if self.record.amount_fen is None or self.record.status.value == "excluded":
            return STATUS_WORDS[self.record.status.value][language is Language.ZH]
        return _yuan(self.record.amount_fen, language)


def _yuan(fen: int, language: Language) -> str:
    return f"{yuan(fen)}元" if language is Language.ZH else f"{yuan(fen)} yuan"


@frozen
class ExampleOutcome:
    """An example with its checks; ``findings`` are what kept it from running."""

    title: Text
    place: Place
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Return whether it expects something and all of it came out."""
        return bool(self.checks) and not self.findings and all(c.passed for c in self.checks)
