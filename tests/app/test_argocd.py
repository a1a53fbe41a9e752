"""What is understood of an Application that Argo CD sends."""

import copy
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.domain.argocd import SYNCED, Sighting, at, described, parse, readers
from app.domain.deployment import Environment, Status
from app.domain.fields import MISSING, Complaint, InvalidFields, Reader
from app.domain.readers import optional
from tests.app.examples import APPLICATION, NOON

DIGEST = "sha256:" + "a" * 64
IMAGE = f"registry.example/release-ledger@{DIGEST}"
NAME = "metadata.name"
IMAGES = "status.summary.images"
HEALTH = "status.health.status"
SINCE = "status.health.lastTransitionTime"
RULES = {
    NAME: "must end with one of -dev, -staging, -production",
    IMAGES: "must hold an image by digest: NAME@sha256:...",
    HEALTH: "must be one of Progressing, Suspended, Healthy, Degraded, Missing,"
    " Unknown",
}


def application(
    path: str = "metadata.labels", value: object = None
) -> dict[str, object]:
    """Return an Application in which one path has another value."""
    changed = copy.deepcopy(APPLICATION)
    *parents, last = path.split(".")
    inner: object = changed
    for name in parents:
        assert isinstance(inner, dict)
        inner = inner[name]
    assert isinstance(inner, dict)
    inner[last] = value
    return changed


def complaints(raw: dict[str, object]) -> tuple[Complaint, ...]:
    """Return why an Application is refused."""
    with pytest.raises(InvalidFields) as refusal:
        parse(raw, NOON)
    return refusal.value.complaints


def test_an_application_becomes_a_sighting() -> None:
    """Four of its many fields say which release is where, and how it is."""
    assert parse(APPLICATION, NOON) == Sighting(
        name="release-ledger-staging",
        running=(DIGEST,),
        status=Status.HEALTHY,
        time=NOON - timedelta(hours=1),
        synced=(),
    )


def test_what_nobody_needs_is_ignored() -> None:
    """Argo CD adds fields with every release."""
    assert parse(APPLICATION, NOON) == parse(
        application("status.health.colour", ["green"]), NOON
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("ledger-dev", Environment.DEV, id="dev"),
        pytest.param("ledger-staging", Environment.STAGING, id="staging"),
        pytest.param("ledger-production", Environment.PRODUCTION, id="production"),
        pytest.param("dev-staging", Environment.STAGING, id="the end decides"),
    ],
)
def test_the_name_ends_with_the_environment(name: str, expected: Environment) -> None:
    """As an ApplicationSet that makes one application for each names them."""
    assert expected is parse(application(NAME, name), NOON).environment


@pytest.mark.parametrize(
    ("health", "expected"),
    [
        pytest.param("Progressing", Status.STARTED, id="a rollout that runs"),
        pytest.param("Suspended", Status.STARTED, id="a rollout that waits"),
        pytest.param("Healthy", Status.HEALTHY, id="all is well"),
        pytest.param("Degraded", Status.DEGRADED, id="it failed"),
        pytest.param("Missing", Status.DEGRADED, id="it is gone"),
        pytest.param("Unknown", None, id="it could not be found out"),
    ],
)
def test_health_becomes_a_status(health: str, expected: Status | None) -> None:
    """In the words of the ledger."""
    assert expected is parse(application(HEALTH, health), NOON).status


@pytest.mark.parametrize(
    "images",
    [
        pytest.param([IMAGE], id="alone"),
        pytest.param(["redis:8", IMAGE], id="beside one by tag"),
        pytest.param([IMAGE, "busybox"], id="before one by name"),
        pytest.param([IMAGE, None, 7], id="beside what is no image"),
        pytest.param([f"localhost:5000/a/b:1.2@{DIGEST}"], id="with port and tag"),
    ],
)
def test_the_digest_is_found(images: list[str]) -> None:
    """Sidecars that are named by their tag do not get in its way."""
    assert (DIGEST,) == parse(application(IMAGES, images), NOON).running


@pytest.mark.parametrize(
    "images",
    [
        pytest.param([IMAGE, IMAGE[:-1] + "b"], id="while old pods end"),
        pytest.param([IMAGE, "b/sidecar@" + DIGEST[:-1] + "b"], id="beside a sidecar"),
    ],
)
def test_several_digests_are_found(images: list[str]) -> None:
    """The ledger knows which of them is a release."""
    expected = DIGEST, DIGEST[:-1] + "b"

    assert expected == parse(application(IMAGES, images), NOON).running


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        pytest.param(
            [{"kind": "ConfigMap"}, {"kind": "Rollout", "images": [IMAGE]}],
            (DIGEST,),
            id="of the last sync",
        ),
        pytest.param([], (), id="of a sync of nothing"),
        pytest.param([None, 7, {"images": "none"}], (), id="of what is no resource"),
        pytest.param({"images": [IMAGE]}, (), id="of what is no list"),
        pytest.param(7, (), id="of a number"),
    ],
)
def test_what_git_said_last_is_found(
    resources: object, expected: tuple[str, ...]
) -> None:
    """It is the release meant; what runs may still be the one before."""
    operation = {"phase": "Succeeded", "syncResult": {"resources": resources}}
    sent = application("status.operationState", operation)

    assert expected == parse(sent, NOON).synced


def test_resources_of_a_sync_may_be_anything() -> None:
    """Argo CD adds to them as it likes."""
    assert {} == readers(NOON)[SYNCED].schema


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(NAME, None, id="no name"),
        pytest.param(NAME, 7, id="a number for a name"),
        pytest.param(NAME, "ledger", id="no environment"),
        pytest.param(NAME, "ledger-prod", id="environment that does not exist"),
        pytest.param(NAME, "ledger_dev", id="no hyphen"),
        pytest.param(NAME, "ledger-dev\n", id="name with newline"),
        pytest.param(NAME, "ledger-Dev", id="environment in capitals"),
        pytest.param(IMAGES, None, id="no images"),
        pytest.param(IMAGES, [], id="an empty list of images"),
        pytest.param(IMAGES, IMAGE, id="an image for a list"),
        pytest.param(IMAGES, {IMAGE: 1}, id="an object for a list"),
        pytest.param(IMAGES, ["app:1.4.0"], id="an image by tag"),
        pytest.param(IMAGES, [IMAGE[:-1]], id="digest too short"),
        pytest.param(IMAGES, [IMAGE + "a"], id="digest too long"),
        pytest.param(IMAGES, [IMAGE + "\n"], id="digest with newline"),
        pytest.param(IMAGES, [f"@{DIGEST}"], id="digest without a name"),
        pytest.param(IMAGES, [f"a b@{DIGEST}"], id="name with a space"),
        pytest.param(IMAGES, [[IMAGE]], id="a list in the list"),
        pytest.param(IMAGES, [f"caf\xe9@{DIGEST}"], id="name beyond ASCII"),
        pytest.param(HEALTH, None, id="no health"),
        pytest.param(HEALTH, "Excellent", id="health that nobody knows"),
        pytest.param(HEALTH, "healthy", id="health in small letters"),
        pytest.param(HEALTH, ["Healthy"], id="health in a list"),
    ],
)
def test_an_application_is_refused_for(path: str, value: object) -> None:
    """The path is named as in the Application, with its rule."""
    assert (Complaint(path, RULES[path]),) == complaints(application(path, value))


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        pytest.param(
            "yesterday",
            "must be a time with its offset, like 2026-01-31T09:30:00Z",
            id="no time",
        ),
        pytest.param(
            "2026-03-01T12:05:01Z", "must not lie in the future", id="in the future"
        ),
    ],
)
def test_an_application_is_refused_for_a_time(value: str, rule: str) -> None:
    """A wrong clock would spoil the order of the reports."""
    assert (Complaint(SINCE, rule),) == complaints(application(SINCE, value))


@pytest.mark.parametrize("missing", ["metadata", "status"])
@pytest.mark.parametrize("value", [None, [], "", 7])
def test_an_application_may_lack_whole_branches(missing: str, value: object) -> None:
    """Every path beneath is named."""
    found = [each.field for each in complaints(application(missing, value))]

    assert [path for path in RULES if path.startswith(missing)] == found


def test_an_application_without_a_time_is_of_now() -> None:
    """Argo CD has not always sent one."""
    untimed = application("status.health", {"status": "Healthy"})

    assert NOON == parse(untimed, NOON).time


def test_what_lies_at_a_path_is_found() -> None:
    """And nothing where the path leads nowhere."""
    assert 1 == at({"a": {"b": 1}}, "a.b")
    assert {"b": 1} == at({"a": {"b": 1}}, "a")
    assert at({"a": {"b": 1}}, "a.b.c") is MISSING
    assert at({"a": [1]}, "a.0") is MISSING
    assert at({}, "a.b") is MISSING


def test_the_schema_describes_what_is_needed() -> None:
    """More is allowed, less is not."""
    name = Reader(str, {"type": "string"})
    age = optional(Reader(str, {}), None)

    assert described({"who.name": name, "who.age": age, "since": age}) == {
        "type": "object",
        "properties": {
            "who": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "age": {}},
                "required": ["name"],
            },
            "since": {},
        },
        "required": ["who"],
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(NAME, "ledger", id="no environment"),
        pytest.param(NAME, 7, id="a number for a name"),
        pytest.param(IMAGES, [], id="an empty list of images"),
        pytest.param(IMAGES, {IMAGE: 1}, id="an object for a list"),
        pytest.param(HEALTH, "Excellent", id="health that nobody knows"),
        pytest.param(SINCE, "yesterday", id="no time"),
        pytest.param("status", {}, id="no status"),
        pytest.param("metadata", [], id="a list for an object"),
    ],
)
def test_the_schema_refuses(path: str, value: object) -> None:
    """Clients that follow it are told before they send."""
    schema = Draft202012Validator(described(readers(NOON)))

    assert schema.is_valid(APPLICATION)
    assert not schema.is_valid(application(path, value))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just([IMAGE]),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    max_leaves=3,
)


@given(
    st.sampled_from([NAME, IMAGES, HEALTH, SINCE, "metadata", "status.health"]), JSON
)
def test_what_is_taken_is_as_the_schema_says(path: str, value: object) -> None:
    """And nothing makes the reader stumble."""
    sent = application(path, value)
    try:
        taken = parse(sent, NOON)
    except InvalidFields as refusal:
        assert {each.field for each in refusal.complaints} <= {*RULES, SINCE}
    else:
        assert isinstance(taken.time, datetime)
        schema = Draft202012Validator(described(readers(NOON)))
        assert [] == list(schema.iter_errors(sent))
