"""Which reports of a deployment the ledger takes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.deployment import PACKAGES, Deployment, parse
from app.domain.fields import InvalidFields
from tests.app.examples import DEPLOYMENT, NOON, REPORT

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)


def refused_fields(raw: dict[str, object]) -> list[str]:
    """Return the fields for which a report is refused."""
    with pytest.raises(InvalidFields) as refusal:
        parse(raw, NOON)
    return [complaint.field for complaint in refusal.value.complaints]


def test_a_complete_report_becomes_a_deployment() -> None:
    """What a client sent arrives typed and whole."""
    assert DEPLOYMENT == parse(REPORT, NOON)


def test_a_report_without_a_time_is_of_now() -> None:
    """Only the time may be missing: the ledger knows it as well."""
    untimed = {**REPORT}
    del untimed["time"]

    assert NOON == parse(untimed, NOON).time


@pytest.mark.parametrize("field", [name for name in REPORT if name != "time"])
def test_every_other_field_is_required(field: str) -> None:
    """A missing field is refused by its name."""
    partial = {name: value for name, value in REPORT.items() if name != field}

    assert [field] == refused_fields(partial)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("environment", "prod", id="environment that does not exist"),
        pytest.param("environment", ["dev"], id="environment in a list"),
        pytest.param("digest", "sha256:" + "a" * 63, id="digest too short"),
        pytest.param("digest", "sha512:" + "a" * 64, id="digest not sha256"),
        pytest.param("digest", "sha256:" + "A" * 64, id="digest in capitals"),
        pytest.param("digest", "sha256:" + "a" * 64 + "\n", id="digest with newline"),
        pytest.param("commit", "c" * 39, id="abbreviated commit"),
        pytest.param("commit", 7, id="commit as a number"),
        pytest.param("version", "", id="empty version"),
        pytest.param("version", "-1", id="version like an option"),
        pytest.param("version", "1" * 65, id="version too long"),
        pytest.param("status", "ok", id="status that does not exist"),
        pytest.param("actor", "   ", id="blank actor"),
        pytest.param("actor", "a" * 101, id="actor too long"),
        pytest.param("actor", "a\nb", id="actor of two lines"),
        pytest.param("actor", "\ud800", id="actor that is no Unicode"),
        pytest.param("time", "2026-03-01", id="date without time"),
        pytest.param("time", "2026-03-01T12:00:00", id="time without offset"),
        pytest.param("time", "2026-02-30T12:00:00Z", id="day that does not exist"),
        pytest.param("time", "0001-01-01T00:00:00+14:00", id="before the first year"),
        pytest.param("time", 1772366400, id="time as a number"),
        pytest.param("time", "2026-03-01T12:05:01Z", id="time in the future"),
        pytest.param("service", "Shop", id="service in capitals"),
        pytest.param("service", "-shop", id="service that begins with a hyphen"),
        pytest.param("service", "s" * 64, id="service too long"),
        pytest.param("committed", "2026-03-01T12:05:01Z", id="commit in the future"),
        pytest.param("run", "javascript:alert(1)", id="run that is no address"),
        pytest.param("report", "https://a/ b", id="report with a space"),
        pytest.param("approved_by", "", id="approved by nobody"),
        pytest.param("schema", "7", id="schema as a text"),
        pytest.param("schema", True, id="schema as a truth"),
        pytest.param("schema", -1, id="schema below zero"),
        pytest.param("dependencies", ["flask"], id="dependencies in a list"),
        pytest.param("dependencies", {"flask": 3}, id="version as a number"),
        pytest.param("dependencies", {"a b": "1"}, id="dependency with a space"),
        pytest.param(
            "dependencies",
            {f"p{number}": "1" for number in range(2001)},
            id="too many dependencies",
        ),
        pytest.param("colour", "red", id="field that nobody knows"),
    ],
)
def test_a_report_is_refused_for_its(field: str, value: object) -> None:
    """One wrong field is named, and no other."""
    assert [field] == refused_fields({**REPORT, field: value})


def test_a_report_is_refused_for_all_its_wrong_fields_at_once() -> None:
    """Nobody has to send a report five times to learn of five mistakes."""
    wrong = {**REPORT, "digest": "", "actor": "", "color": "red"}

    assert ["color", "digest", "actor"] == refused_fields(wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-03-01T12:05:00Z", NOON + timedelta(minutes=5), id="skew"),
        pytest.param("2026-03-01T13:00:00+01:00", NOON, id="other offset"),
        pytest.param("2026-03-01T12:00:00.000000001Z", NOON, id="nanoseconds"),
        pytest.param("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC), id="past"),
    ],
)
def test_a_time_is_kept_in_utc(text: str, expected: datetime) -> None:
    """Offsets end at the door."""
    kept = parse({**REPORT, "time": text}, NOON).time

    assert (expected, UTC) == (kept, kept.tzinfo)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(list(REPORT)) | st.text(), JSON))
@example({**REPORT, "time": "9999-12-31T23:59:59-23:59"})
def test_any_input_is_taken_or_refused(changes: dict[str, object]) -> None:
    """No input makes the ledger stumble."""
    try:
        taken = parse({**REPORT, **changes}, NOON)
    except InvalidFields as refusal:
        assert refusal.complaints
    else:
        assert isinstance(taken, Deployment)


@pytest.mark.parametrize("raw", [0, 5, 5.0, 2**31 - 1])
def test_a_schema_is_a_whole_number_however_json_writes_it(raw: float) -> None:
    """JSON has one kind of number."""
    assert raw == parse(REPORT | {"schema": raw}, NOON).details.schema


@pytest.mark.parametrize("raw", [-1, 0.5, 2**31, float("nan"), float("inf"), True, "5"])
def test_a_schema_is_nothing_else(raw: object) -> None:
    """Neither a part of a number, nor a text of one."""
    with pytest.raises(InvalidFields, match="schema must be a whole number"):
        parse(REPORT | {"schema": raw}, NOON)


def test_as_many_packages_are_taken_as_the_rule_says() -> None:
    """With their versions."""
    listed = {f"package-{number}": f"1.{number}" for number in range(PACKAGES)}
    found = parse(REPORT | {"dependencies": listed}, NOON).details.dependencies
    assert listed == found


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param({f"a{number}": "1" for number in range(PACKAGES + 1)}, id="many"),
        pytest.param({"flask": 3}, id="a number"),
        pytest.param({"flask": ""}, id="no version"),
        pytest.param({"flask": "3 or 4"}, id="a blank in a version"),
        pytest.param({"": "3"}, id="no name"),
        pytest.param(["flask"], id="a list"),
    ],
)
def test_packages_that_are_none_are_refused_by_the_rule(raw: object) -> None:
    """All of them: a list with holes would compare wrongly."""
    rule = f"must be an object of at most {PACKAGES} names of packages with versions"
    with pytest.raises(InvalidFields, match=rule):
        parse(REPORT | {"dependencies": raw}, NOON)
