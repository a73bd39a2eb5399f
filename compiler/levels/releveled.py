"""A finding at another level: the same in all else, and still of its kind."""

from __future__ import annotations

from functools import cache

import attrs

from tiaowen.dsl.diagnostics import Finding, Severity


def at_level(finding: Finding, severity: Severity) -> Finding:
    """Return a finding with another severity; the finding itself where it has that severity already."""
    return finding if finding.severity is severity else _again(own_kind(finding), severity, _fields(finding))


def own_level(finding: Finding) -> Severity:
    """Return the severity that a finding has where nothing is set."""
    return own_kind(finding).severity


def _fields(finding: Finding) -> tuple[tuple[str, object], ...]:
    return tuple((each.alias, getattr(finding, each.name)) for each in attrs.fields(type(finding)))


def own_kind(finding: Finding) -> type[Finding]:
    """Return the kind of a finding, whatever its level."""
    kind = type(finding)
    return kind.__base__ if isinstance(finding, _Releveled) and kind.__base__ is not None else kind


class _Releveled:
    """Marks the kinds that are made here, and takes their findings from process to process."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Name the kind it is derived from: it is itself in no module."""
        assert isinstance(self, Finding)
        return _again, (own_kind(self), self.severity, _fields(self))


@cache
def _kind(kind: type[Finding], severity: Severity) -> type[Finding]:
    """Return a kind derived from ``kind`` with another severity: severities belong to kinds, not to findings."""
    members = {"__slots__": (), "__module__": kind.__module__, "__doc__": kind.__doc__, "severity": severity}
    made: type[Finding] = type(kind.__name__, (kind, _Releveled), members)
    return made


def _again(kind: type[Finding], severity: Severity, fields: tuple[tuple[str, object], ...]) -> Finding:
    return _kind(kind, severity)(**dict(fields))  # type: ignore[arg-type]  # the fields are the kind's own
