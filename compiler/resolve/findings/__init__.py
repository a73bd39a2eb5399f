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
from tiaowen.compiler.resolve.findings.higher import CircleOfDocuments, NoHigherDocument
from tiaowen.compiler.resolve.findings.kinds import KIND_NAMES, kinds_text
from tiaowen.compiler.resolve.findings.names import UnknownName, Unregistered, WrongKind
from tiaowen.compiler.resolve.findings.places import NoCitation, NoPolicyLine, NoScope, OutOfPlace, Repeated
from tiaowen.compiler.resolve.findings.tables import SameKindTwice

__all__ = [
    "KIND_NAMES",
    "CircleOfDocuments",
    "CyclicDefinition",
    "DoubtOutOfPlace",
    "NameClash",
    "NoCitation",
    "NoHigherDocument",
    "NoKind",
    "NoPolicyLine",
    "NoScope",
    "NotAKind",
    "NotOneAdopted",
    "OutOfPlace",
    "ReadingAlone",
    "Repeated",
    "SameDoubt",
    "SameKindTwice",
    "TooDeep",
    "TooFewReadings",
    "UnknownName",
    "UnknownReading",
    "UnnumberedLevel",
    "Unregistered",
    "WrongKind",
    "kinds_text",
]
