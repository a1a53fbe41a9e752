"""What does a registry's answer mean?"""

import base64
import json

import pytest

from pipeline.core.errors import RegistryError, ToolOutputError
from pipeline.core.reference import Image
from pipeline.core.release import registry
from pipeline.core.release.publishing import Plan
from pipeline.core.tool import ToolRun

DIGEST = f"sha256:{'a' * 64}"
NAME = "ghcr.io/team/shop:main"
PLAN = Plan(Image("ghcr.io/team/shop", DIGEST), True, ("main",), {})


def answered(cause: str) -> ToolRun:
    """Return a run of skopeo that failed, as it logs that."""
    said = cause.replace('"', '\\"')
    return ToolRun("skopeo", 1, stderr=f'time="now" level=fatal msg="{said}"\n')


def test_a_digest_is_read() -> None:
    assert DIGEST == registry.held(ToolRun("skopeo", 0, stdout=f"{DIGEST}\n"), NAME)


@pytest.mark.parametrize("cause", ["manifest unknown", "name unknown: not there"])
def test_there_may_be_no_such_image(cause: str) -> None:
    """Which is an answer, and no failure."""
    assert registry.held(answered(f"reading manifest: {cause}"), NAME) is None


@pytest.mark.parametrize(
    ("cause", "hint"),
    [
        ('Get "https://r/v2/": unauthorized: access denied', "--username"),
        ("requested access to the resource is denied", "--password"),
        ("http: server gave HTTP response to HTTPS client", "--plain-http"),
        ("x509: certificate signed by unknown authority", "not trusted"),
        ("dial tcp: lookup r: no such host", "--server=tcp://"),
        ("dial tcp 127.0.0.1:5: connect: connection refused", "--server=tcp://"),
        ("received unexpected HTTP status: 500", "see what it says"),
    ],
)
def test_a_failure_is_told_with_the_way_out(cause: str, hint: str) -> None:
    """It is never taken for an image that is not there."""
    with pytest.raises(RegistryError) as caught:
        registry.held(answered(cause), NAME)
    said = str(caught.value)
    assert said.startswith(f"could not look at '{NAME}': {cause}; ")
    assert hint in said


def test_what_is_no_digest_is_not_understood() -> None:
    with pytest.raises(ToolOutputError, match="is no digest"):
        registry.held(ToolRun("skopeo", 0, stdout="sha256:12\n"), NAME)


def test_tls_is_left_out_only_where_that_is_asked_for() -> None:
    commands = {
        plain: " ".join(
            (
                *registry.look(NAME, plain=plain),
                *registry.push(PLAN, plain=plain),
                *registry.name(PLAN, "main", plain=plain),
            )
        )
        for plain in (True, False)
    }
    assert 4 == commands[True].count("tls-verify=false")
    assert "tls-verify" not in commands[False]


def test_an_image_is_pushed_by_its_digest() -> None:
    """So a registry that gets other bytes refuses them."""
    assert f"docker://{PLAN.image}" == registry.push(PLAN, plain=False)[-1]


def test_a_password_is_written_for_its_registry_only() -> None:
    """Docker Hub is known by two names."""
    one = json.loads(registry.credentials("ghcr.io", "me", "pass:word"))
    assert ["ghcr.io"] == list(one["auths"])
    said = base64.b64decode(one["auths"]["ghcr.io"]["auth"])
    assert b"me:pass:word" == said
    hub = json.loads(registry.credentials("docker.io", "me", "word"))
    assert ["docker.io", "https://index.docker.io/v1/"] == list(hub["auths"])
