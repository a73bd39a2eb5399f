"""What SARIF 2.1.0 asks of the objects that are written here: as its own schema says it, and nothing else is allowed.

Property names, required properties, patterns and lowest values are those of the standard (its sections 3.13 to 3.59);
objects that are never written are left out, so that anything new must be looked up there first.
"""

from __future__ import annotations

Schema = dict[str, object]


def _object(required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(of: Schema, *, unique: bool = False, least: int = 0) -> Schema:
    return {"type": "array", "items": of, "uniqueItems": unique, "minItems": least}


TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 1}
LANGUAGE: Schema = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = _object("text", text=TEXT)
ARTIFACT = _object("uri", uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT)
REGION = _object("startLine", startLine=COUNT, startColumn=COUNT, endColumn=COUNT, snippet=MESSAGE)
PHYSICAL = _object("artifactLocation", artifactLocation=ARTIFACT, region=REGION, contextRegion=REGION)
LOCATION = _object("", physicalLocation=PHYSICAL)
RELATED = _object("", id={"type": "integer", "minimum": -1}, physicalLocation=PHYSICAL, message=MESSAGE)
BAG: Schema = {"type": "object"}
RULE = _object(
    "id",
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=_object("", level=LEVEL),
    properties=BAG,
)
DRIVER = _object(
    "name",
    name=TEXT,
    version=TEXT,
    semanticVersion=TEXT,
    language=LANGUAGE,
    rules=_list(RULE, unique=True),
)
RESULT = _object(
    "message",
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations=_list(LOCATION),
    relatedLocations=_list(RELATED, unique=True),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    properties=BAG,
)
RUN = _object(
    "tool",
    tool=_object("driver", driver=DRIVER),
    language=LANGUAGE,
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    originalUriBaseIds={"type": "object", "additionalProperties": _object("", description=MESSAGE)},
    invocations=_list(
        _object("executionSuccessful", executionSuccessful={"type": "boolean"}, exitCode=COUNT | {"minimum": 0})
    ),
    artifacts=_list(_object("", location=ARTIFACT, sourceLanguage=TEXT), unique=True),
    results=_list(RESULT),
)
SELF: dict[str, Schema] = {"$schema": {"type": "string", "format": "uri"}}
SARIF = _object(
    "version runs",
    **SELF,
    version={"const": "2.1.0"},
    runs=_list(RUN, least=1),
)
