"""What does an environment say of itself, and may an image be relied on?"""

import json

import pytest

from pipeline.core.environments.environment_health import (
    Current,
    Status,
    complaint,
    read,
)
from pipeline.core.errors import Refused
from pipeline.core.release.schema import Schema
from tests.pipeline.deploy.shipping import DEV, PRODUCTION, STAGING, digest

LEDGER = {
    "environments": [
        {
            "environment": "dev",
            "current": {
                "digest": digest(2),
                "commit": "a" * 40,
                "version": "1.2.0",
                "since": "2026-03-01T12:00:00Z",
                "health": "degraded",
            },
            "previous": None,
        },
        {"environment": "staging", "current": None, "previous": None},
    ]
}


def told(**said: object) -> str:
    """Return a status file that tells of dev."""
    current = {"digest": digest(2), "health": "healthy"}
    return json.dumps(
        {"environments": [{"environment": "dev", "current": current} | said]}
    )


def test_what_the_ledger_answers_is_understood() -> None:
    """It tells more than is asked."""
    assert {
        DEV: Status(DEV, Current(digest(2), "degraded")),
        STAGING: Status(STAGING, None),
    } == read(json.dumps(LEDGER), "the ledger")


def test_a_file_may_tell_of_the_schema() -> None:
    """Where it does not, Git tells."""
    text = told(schema={"revision": 4, "oldest_code": 2, "at": "noon"})

    assert {DEV: Status(DEV, Current(digest(2), "healthy"), Schema(4, 2))} == read(
        text, "x.json"
    )
    assert None is read(told(schema=None), "x.json")[DEV].schema


def test_environments_that_are_not_ours_are_passed_over() -> None:
    """Whatever is said of them."""
    others = [{"environment": "qa"}, {"environment": "eu-production", "current": 1}]

    assert {} == read(json.dumps({"environments": others}), "x.json")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("[]", "it is []; it has to be an object", id="a list"),
        pytest.param("{}", "it lacks 'environments'; add it", id="nothing"),
        pytest.param(
            '{"environments": {}}',
            "'environments' is {}; it has to be a list",
            id="an object",
        ),
        pytest.param(
            '{"environments": [{}]}',
            "'environments[0]' lacks 'environment'; add it",
            id="no name",
        ),
        pytest.param(
            '{"environments": [{"environment": 1}]}',
            "'environments[0].environment' is 1;"
            " it has to be one line of 1 to 200 printable characters",
            id="a number for a name",
        ),
        pytest.param(
            '{"environments": [{"environment": "dev"}]}',
            "'environments[0]' lacks 'current'; add it",
            id="not a word on what runs",
        ),
        pytest.param(
            told(current={"digest": digest(2)}),
            "'environments[0].current' lacks 'health'; add it",
            id="no health",
        ),
        pytest.param(
            told(current={"digest": "sha256:1", "health": "healthy"}),
            "'environments[0].current.digest' is \"sha256:1\";"
            " it has to be sha256: and 64 lower-case hex digits",
            id="no digest",
        ),
        pytest.param(
            told(current={"digest": digest(2), "health": None}),
            "'environments[0].current.health' is null;"
            " it has to be one line of 1 to 200 printable characters",
            id="nothing for a health",
        ),
        pytest.param(
            told(schema={"revision": 4}),
            "'environments[0].schema' lacks 'oldest_code'; add it",
            id="half a schema",
        ),
        pytest.param(
            told(schema={"revision": "4", "oldest_code": 2}),
            "'environments[0].schema.revision' is \"4\";"
            " it has to be a whole number from 0 on",
            id="a text for a number",
        ),
        pytest.param(
            json.dumps({"environments": LEDGER["environments"] * 2}),
            "it tells of dev twice; keep one",
            id="an environment twice",
        ),
    ],
)
def test_what_cannot_be_relied_on_is_refused(text: str, cause: str) -> None:
    """A guess would let a sick image through."""
    with pytest.raises(Refused) as refused:
        read(text, "status.json")
    assert f"could not read 'status.json': {cause}" == str(refused.value)


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        pytest.param(
            Status(STAGING, Current(digest(2), "healthy")), None, id="it is healthy"
        ),
        pytest.param(None, "nobody says how it is", id="not a word"),
        pytest.param(
            Status(PRODUCTION, None),
            "nothing has been healthy in production yet",
            id="nothing there",
        ),
        pytest.param(
            Status(STAGING, Current(digest(1), "healthy")),
            f"{digest(1)} is what runs in staging",
            id="another image",
        ),
        pytest.param(
            Status(STAGING, Current(digest(2), "degraded")),
            "it is degraded in staging",
            id="it is ill",
        ),
        pytest.param(
            Status(STAGING, Current(digest(2), "Healthy")),
            "it is Healthy in staging",
            id="a word that is not the one",
        ),
    ],
)
def test_an_image_can_be_relied_on_when_it_is_healthy(
    status: Status | None, cause: str | None
) -> None:
    """Silence is no health."""
    assert cause == complaint(status, digest(2))
