"""Is a release's record read as it was written, and is anything else refused?"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.core.errors import Refused
from pipeline.core.reference import Image
from pipeline.core.release.release import Evidence, Release, ScanSummary, SchemaWindow
from pipeline.core.release.release_json import KEYS, read, text
from tests.pipeline.deploy.shipping import NOON, REPOSITORY, digest, release

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[3] / "docs/release.schema.json").read_text())
)
WHERE = "k8s/overlays/dev/image/release.json"
Json = dict[str, object]

whole = st.integers(0, 10**20)
hexadecimal = st.text("0123456789abcdef", min_size=40, max_size=40)
line = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20
)
times = st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC))
digests = st.integers(0, 9999).map(digest)
windows = st.builds(
    lambda needs, oldest, more: SchemaWindow(needs, max(needs, oldest) + more, oldest),
    whole,
    whole,
    whole,
)
legs = st.builds(
    Evidence,
    stage=st.sampled_from(("lint", "e2e", "image-report")),
    leg=st.just("") | line,
    verdict=st.sampled_from(("passed", "failed", "skipped")),
    required=st.booleans(),
)
releases = st.builds(
    Release,
    image=st.builds(Image, st.just(REPOSITORY), digests),
    commit=hexadecimal,
    tree=hexadecimal,
    build=whole,
    version=st.from_regex(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}", fullmatch=True),
    evidence=st.lists(legs, unique_by=lambda each: (each.stage, each.leg)).map(tuple),
    scan=st.builds(
        ScanSummary,
        st.dictionaries(st.sampled_from(("low", "medium", "high", "critical")), whole),
        st.none() | times,
    ),
    sbom=digests,
    schema=st.none() | windows,
    builder=line,
    committed=times,
    built=times,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def changed(path: str, value: object) -> str:
    """Return a record with another value somewhere; "-" takes the key away."""
    document = json.loads(text(release()))
    *outer, last = path.split(".")
    inner = document
    for name in outer:
        inner = inner[int(name)] if name.isdigit() else inner[name]
    inner[last] = value
    if value == "-":
        del inner[last]
    return json.dumps(document)


def refusal(record: str) -> str:
    """Return why a record is refused."""
    with pytest.raises(Refused) as refused:
        read(record, WHERE)
    return str(refused.value)


@given(releases)
def test_what_was_written_is_read_again(written: Release) -> None:
    """Legs come in an order of their own."""
    legs = sorted(written.evidence, key=lambda each: (each.stage, each.leg))
    record = text(written)

    assert replace(written, evidence=tuple(legs)) == read(record, WHERE)
    assert record == text(read(record, WHERE))
    assert [] == list(SCHEMA.iter_errors(json.loads(record)))


def test_a_record_is_the_same_in_whatever_order_its_legs_ended() -> None:
    """They run side by side."""
    legs = release().evidence

    assert text(release()) == text(release(evidence=tuple(reversed(legs))))


def test_a_record_reads_well_in_a_diff() -> None:
    """One fact a line, in the order of the names."""
    lines = text(release(schema=None, builder="Zoë")).splitlines()

    assert ["{", '  "build": 1,', '  "builder": "Zoë",'] == lines[:3]
    assert '  "built": "2026-03-01T13:10:00Z",' == lines[3]
    assert ['  "version": "1.1.0"', "}"] == lines[-2:]
    assert '  "schema": null,' in lines
    assert text(release()).endswith("}\n")


@pytest.mark.parametrize(
    ("path", "value", "cause"),
    [
        pytest.param(
            *("format", 2, "its format is 2, not 1; take the pipeline's version"),
            id="a format of tomorrow",
        ),
        pytest.param("format", "-", "it lacks 'format'; add it", id="no format"),
        pytest.param(
            "commit", "-", "it lacks 'commit'; add it", id="a key that is missing"
        ),
        pytest.param(
            *("colour", "red", "it has unknown key 'colour'; remove it"),
            id="a key that nobody knows",
        ),
        pytest.param(
            *("scan.depth", 1, "'scan' has unknown key 'depth'; remove it"),
            id="one further in",
        ),
        pytest.param(
            *("scan.findings.none", 1, "'scan.findings' has unknown key 'none'"),
            id="no severity",
        ),
        pytest.param(
            *("evidence.1.leg", "-", "'evidence[1]' lacks 'leg'; add it"),
            id="one of a list",
        ),
        pytest.param(
            *("evidence.0.verdict", "green", "'evidence[0].verdict' is \"green\";"),
            id="no verdict",
        ),
        pytest.param(
            *("evidence.0.verdict", 1, "it has to be one of passed, failed, skipped"),
            id="nor is a number",
        ),
        pytest.param(
            *("evidence.0.required", 1, "it has to be true or false"),
            id="a number for true",
        ),
        pytest.param(
            *("evidence.0.stage", "Lint", "it has to be a stage's name"),
            id="no stage",
        ),
        pytest.param(
            *(
                "evidence.2.leg",
                "3.11",
                "'evidence' tells of test 3.11 twice; keep one",
            ),
            id="a leg that ended twice",
        ),
        pytest.param("evidence", {}, "'evidence' is {}; it has to be a list", id="map"),
        pytest.param("scan", [], "'scan' is []; it has to be an object", id="list"),
        pytest.param(
            *("build", True, "'build' is true; it has to be a whole number from 0 on"),
            id="true for a number",
        ),
        pytest.param("build", 1.0, "'build' is 1.0; it has", id="a fraction"),
        pytest.param("build", -1, "'build' is -1; it has", id="a negative number"),
        pytest.param(
            *("commit", "A" * 40, "it has to be 40 or 64 lower-case hex digits"),
            id="a commit in capitals",
        ),
        pytest.param("tree", "a" * 39, "hex digits", id="a tree that is too short"),
        pytest.param(
            *("sbom", "a" * 64, "it has to be sha256: and 64 lower-case hex digits"),
            id="a digest without its kind",
        ),
        pytest.param(
            *(
                "image.digest",
                "sha256:1",
                "'image.digest' is \"sha256:1\"; it has to be sha256: and 64",
            ),
            id="a short digest",
        ),
        pytest.param(
            *("image.repository", "a/b:1", "it has to be registry/path without a tag"),
            id="a tag",
        ),
        pytest.param(
            *("version", "-1", "it has to be 1 to 64 letters, digits or .+_- that"),
            id="no version",
        ),
        pytest.param(
            *("builder", "", "it has to be one line of 1 to 200 printable characters"),
            id="nobody",
        ),
        pytest.param("builder", "a\nb", "one line of", id="two lines"),
        pytest.param("builder", "a" * 201, "one line of", id="too long"),
        pytest.param("builder", "\ud800", "one line of", id="half a character"),
        pytest.param("builder", 7, "'builder' is 7; it", id="a number for a text"),
        pytest.param(
            *("built", 1, "'built' is 1; it has to be a time in UTC, like 2026-01-31T"),
            id="a number for a time",
        ),
        pytest.param("built", "2026-02-30T00:00:00Z", "a time in UTC", id="no day"),
        pytest.param("built", "2026-02-01T00:00:00", "a time in UTC", id="local time"),
        pytest.param(
            *("committed", "2026-02-01T00:00:00+01:00", "a time in UTC"),
            id="another zone",
        ),
        pytest.param("scan.database", "", "a time in UTC", id="an empty time"),
        pytest.param(
            *("schema.needs", 4, "schema.needs is 4, but it knows 3; no release works"),
            id="it needs what it does not know",
        ),
        pytest.param(
            *("schema.oldest_code", 4, "schema.oldest_code is 4, but it knows 3;"),
            id="it would not work on its own schema",
        ),
    ],
)
def test_a_record_is_refused_by_the_name_of_its_key(
    path: str, value: object, cause: str
) -> None:
    """What nobody could act on is not guessed."""
    message = refusal(changed(path, value))

    assert message.startswith(f"could not read '{WHERE}': ")
    assert cause in message


def test_the_error_says_what_to_do() -> None:
    """All of it, once."""
    assert (
        f"could not read '{WHERE}': 'evidence' tells of test 3.11 twice; keep one"
    ) == refusal(changed("evidence.2.leg", "3.11"))


@given(st.sampled_from(KEYS), JSON)
def test_whatever_stands_there_no_other_error_comes_of_it(
    key: str, value: object
) -> None:
    """Nor of a value that happens to be right."""
    try:
        read(changed(key, value), WHERE)
    except Refused as error:
        assert str(error).startswith(f"could not read '{WHERE}': ")


def test_what_a_schema_cannot_tell_a_reader_does() -> None:
    """The table above is for both but for sums, duplicates and days of the calendar."""
    known = [("commit", "A" * 40), ("colour", "red"), ("scan.findings.none", 1)]
    for path, value in known:
        assert list(SCHEMA.iter_errors(json.loads(changed(path, value))))


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(release(commit="main"), id="a branch for a commit"),
        pytest.param(release(built=NOON.replace(tzinfo=None)), id="a time of nowhere"),
        pytest.param(release(builder="a\nb"), id="two lines"),
        pytest.param(release(scan=ScanSummary({"odd": 1}, None)), id="no severity"),
    ],
)
def test_what_could_not_be_read_is_not_written(broken: Release) -> None:
    """The error comes where the record is made, not where it is used."""
    with pytest.raises(Refused, match="^could not read 'the new release record': "):
        text(broken)
