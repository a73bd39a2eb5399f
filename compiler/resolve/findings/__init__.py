"""The findings about names and about where lines stand."""

from tiaowen.compiler.resolve.findings.declared import (
    CyclicDefinition,
    NameClash,
    NoKind,
    NotAKind,
    TooDeep,
    UnnumberedLevel,
)
from tiaowen.compiler.resolve.findings.doubts import (
    DoubtOutOfPlace,
    NotOneAdopted,
    ReadingAlone,
    SameDoubt,
    TooFewReadings,
    UnknownReading,
)
from tiaowen.compiler.resolve.findings.kinds import KIND_NAMES, kinds_text
from tiaowen.compiler.resolve.findings.names import UnknownName, Unregistered, WrongKind
from tiaowen.compiler.resolve.findings.places import NoCitation, NoPolicyLine, NoScope, OutOfPlace, Repeated

__all__ = [
    "KIND_NAMES",
    "CyclicDefinition",
    "DoubtOutOfPlace",
    "NameClash",
    "NoCitation",
    "NoKind",
    "NoPolicyLine",
    "NoScope",
    "NotAKind",
    "NotOneAdopted",
    "OutOfPlace",
    "ReadingAlone",
    "Repeated",
    "SameDoubt",
    "TooDeep",
    "TooFewReadings",
    "UnknownName",
    "UnknownReading",
    "UnnumberedLevel",
    "Unregistered",
    "WrongKind",
    "kinds_text",
]
