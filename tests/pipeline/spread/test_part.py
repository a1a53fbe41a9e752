"""Does a part bring back exactly what was found, and nothing else?"""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import PartError
from pipeline.core.findings import Finding, Severity
from pipeline.core.spread.part import parse, written
from pipeline.core.verdict import Leg, Run, Verdict
from tests.pipeline.examples import FINDING, leg

TEXT = st.text(max_size=8)
MAYBE = st.none() | st.integers(-5, 5)
FINDINGS = st.builds(
    Finding,
    tool=TEXT,
    rule=TEXT,
    message=TEXT,
    severity=st.sampled_from(Severity),
    path=st.none() | TEXT,
    line=MAYBE,
    column=MAYBE,
    blocks=st.booleans(),
    aliases=st.lists(TEXT, max_size=2).map(tuple),
)
LEGS = st.builds(
    Leg,
    stage=TEXT,
    name=TEXT,
    verdict=st.sampled_from(Verdict),
    tools=st.lists(TEXT, max_size=2).map(tuple),
    findings=st.lists(FINDINGS, max_size=2).map(tuple),
    reason=TEXT,
    started=st.floats(0, 1e6),
    seconds=st.floats(0, 1e6),
    log=TEXT,
    files=st.dictionaries(TEXT, TEXT, max_size=2),
    artifacts=st.dictionaries(TEXT, st.binary(max_size=8), max_size=2),
    required=st.booleans(),
    advisory=st.booleans(),
    waits_for=TEXT,
    looked_at=st.dictionaries(TEXT, st.integers(0, 9), max_size=2),
    left_out=st.lists(TEXT, max_size=2).map(tuple),
)
RUNS = st.builds(
    Run,
    legs=st.lists(LEGS, max_size=2).map(tuple),
    errors=st.dictionaries(TEXT, TEXT, max_size=2),
)
WHOLE = written(
    Run((leg(findings=(FINDING,), artifacts={"a.png": b"\x89PNG"}),), {"a": "b"})
)


@given(RUNS)
def test_what_is_written_is_read_again(run: Run) -> None:
    """Bytes, times, colours and all."""
    assert run == parse(written(run))


@given(RUNS)
def test_the_same_is_written_the_same(run: Run) -> None:
    """To the byte."""
    assert written(run) == written(parse(written(run)))


def paths(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """List the places of a document, but for what anybody may name."""
    found = [path] if path else []
    if path and path[-1] in ("files", "artifacts", "errors"):
        return found
    members = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else ()
    for key, inner in (*members, *items):
        found += paths(inner, (*path, key))
    return found


PLACES = paths(json.loads(WHOLE))
# Where a value of the test below is one of the right type.
RIGHT = {
    "true": ("required", "advisory", "blocks"),
    "0.5": ("started", "seconds"),
    '{"x": 1}': ("looked_at",),
}


def changed(path: tuple[object, ...], value: object) -> str:
    """Return the whole part with another value in one place."""
    document: Any = json.loads(WHOLE)
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return json.dumps(document)


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("value", [{"x": 1}, [1], 0.5, ["a", 2], True])
def test_a_value_of_another_type_is_refused(
    path: tuple[object, ...], value: object
) -> None:
    """Wherever it stands; what is of the right type is not."""
    if path[-1] in RIGHT.get(json.dumps(value), ()):
        parse(changed(path, value))
        return
    with pytest.raises(PartError, match="could not read a part of the run"):
        parse(changed(path, value))


@pytest.mark.parametrize("path", [p for p in PLACES if isinstance(p[-1], str)])
def test_a_missing_key_is_refused(path: tuple[object, ...]) -> None:
    """A leg that lacks its verdict is none."""
    document: Any = json.loads(WHOLE)
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    with pytest.raises(PartError):
        parse(json.dumps(document))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "garbage",
        "[]",
        "null",
        WHOLE[: len(WHOLE) // 2],
        WHOLE + "x",
        "[" * 100_000,
        changed(("partVersion",), 2),
        changed(("legs", 0, "verdict"), "green"),
        changed(("legs", 0, "artifacts"), {"a.png": "no base64!"}),
        changed(("errors",), {"a": 1}),
    ],
    ids=lambda text: str(text)[:12],
)
def test_garbage_is_no_part(text: str) -> None:
    """Nor is one of another version."""
    with pytest.raises(PartError):
        parse(text)
