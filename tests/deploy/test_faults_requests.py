"""What is refused before anybody is asked over the network?"""

import json
from collections.abc import Mapping

import pytest

from local import ports
from pipeline.core.release import release_json
from pipeline.writer.__main__ import main
from tests.pipeline.deploy.shipping import digest, release

RECORD = release_json.text(release(7))
BUMP: Mapping[str, object] = {"environment": "dev", "release": RECORD}
HOLD: Mapping[str, object] = {"environment": "dev", "digest": digest(7), "reason": "it"}
AUTHOR = {"name": "Ada", "email": "ada@shop.example"}


def refused(capsys: pytest.CaptureFixture[str], **request: object) -> str:
    """Return what is said on a request that is not even tried: nobody listens."""
    whole = {
        "effect": "bump",
        "remote": {"url": f"http://127.0.0.1:{ports.free()}/x.git", "branch": "main"},
        "author": AUTHOR,
        "at": "2026-03-01T12:00:00Z",
        "arguments": BUMP,
        **request,
    }
    assert main(json.dumps(whole), {}) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    ("effect", "arguments", "message"),
    [
        pytest.param(
            *("bump", {**BUMP, "environment": "prod"}),
            "could not find environment 'prod'",
            id="unknown environment",
        ),
        pytest.param(
            *("bump", {**BUMP, "release": RECORD.replace(digest(7), digest(7)[7:])}),
            "digest",
            id="digest without sha256",
        ),
        pytest.param(
            *("bump", {**BUMP, "release": RECORD.replace(digest(7), "v1.7.0")}),
            "digest",
            id="tag in place of a digest",
        ),
        pytest.param(
            *("bump", {**BUMP, "release": RECORD.replace("/app", "/app:v1")}),
            "without a tag",
            id="tag in the repository",
        ),
        pytest.param(
            *("bump", {**BUMP, "release": RECORD.replace('"sbom"', '"x": 1, "sbom"')}),
            "'x'",
            id="unknown key in a record",
        ),
        pytest.param(
            *("bump", {**BUMP, "release": RECORD[:100]}),
            "could not",
            id="half a record",
        ),
        pytest.param(
            *("hold", {**HOLD, "digest": "sha256:ab12"}),
            "it is no digest",
            id="part of a digest",
        ),
        pytest.param(
            *("hold", {**HOLD, "reason": " "}),
            "hold's reason is missing",
            id="no reason",
        ),
        pytest.param(
            *("catch-up", {"environment": "dev", "rollout": "{}"}),
            "rollout",
            id="no rollout",
        ),
        pytest.param(
            *("promote", {"source": "dev", "target": "staging", "status": "[]"}),
            "status",
            id="no status",
        ),
        pytest.param(
            *("promote", {"source": "dev", "target": "staging", "ledger": "ftp://x"}),
            "could not ask ledger 'ftp://x': it is no address",
            id="ledger's address",
        ),
        pytest.param(
            *(
                "promote",
                {"source": "dev", "target": "staging", "ledger": "http://127.0.0.1:9"},
            ),
            "could not ask ledger 'http://127.0.0.1:9': ",
            id="ledger is away",
        ),
    ],
)
def test_an_argument_is_refused(
    capsys: pytest.CaptureFixture[str],
    effect: str,
    arguments: Mapping[str, object],
    message: str,
) -> None:
    assert message in refused(capsys, effect=effect, arguments=arguments)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"at": "noon"}, "at is 'noon'; write 2026-", id="no time"),
        pytest.param({"at": "2026-03-01T12:00:00"}, "it has no zone", id="no zone"),
        pytest.param(
            {"author": {**AUTHOR, "name": "Eve\n"}},
            "the author's name",
            id="line break",
        ),
        pytest.param(
            {"author": {**AUTHOR, "email": "<>"}}, "the author's email", id="e-mail"
        ),
        pytest.param({"author": {}}, "'name' is missing", id="nobody"),
        pytest.param({"remote": "x"}, "remote is no object", id="no remote"),
        pytest.param(
            {"token": "x"},
            "it has the unknown key 'token'; remove it",
            id="unknown key",
        ),
        pytest.param({"effect": "deploy"}, "there is no effect 'deploy'", id="effect"),
    ],
)
def test_a_request_is_refused(
    capsys: pytest.CaptureFixture[str], changes: Mapping[str, object], message: str
) -> None:
    assert message in refused(capsys, **changes)


def test_what_is_no_json_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("effect: bump", {}) == 2
    assert "it is no JSON" in capsys.readouterr().err
