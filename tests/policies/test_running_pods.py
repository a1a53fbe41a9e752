"""Do the rules hold for a pod that runs already?"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from cluster.client import Client
from tests.policies.documents import DIGEST, IMAGE, Document, pod, read, written
from tests.policies.places import RULED
from tests.policies.twins import IMAGES, OTHER, OWNER, PRIVILEGE, REGISTRIES, TAGGED

CAPABLE = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True}
CONFINED = CAPABLE | {"capabilities": {"drop": ["ALL"]}}
DEBUGGER = {"name": "debugger", "image": IMAGE, "securityContext": CONFINED}


@pytest.fixture(name="running")
def _running(api: Client, template: Document) -> Iterator[Document]:
    """A good pod that is there."""
    running = pod("running", template)
    api.done("create", f"--namespace={RULED}", "--filename=-", stdin=written([running]))
    yield running
    # No kubelet is there to end it.
    api.done("delete", "pod", "running", f"--namespace={RULED}", "--force")


@pytest.mark.parametrize("image, rule", [(TAGGED, IMAGES), (OTHER, REGISTRIES)])
def test_a_running_pod_is_given_no_image_that_is_forbidden(
    api: Client, running: Document, image: str, rule: str
) -> None:
    """Its image is one of the few things that can be changed."""
    words = ("set", "image", "pod/running", f"api={image}", f"--namespace={RULED}")
    assert rule in api.kubectl(*words).stderr


def test_a_running_pod_may_have_another_good_image(
    api: Client, running: Document
) -> None:
    """The rules look at the change and do not forbid it."""
    image = IMAGE.replace(DIGEST, "sha256:" + "b" * 64)
    api.done("set", "image", "pod/running", f"api={image}", f"--namespace={RULED}")


def test_a_running_pod_keeps_its_owner(api: Client, running: Document) -> None:
    """Labels can be changed at any time."""
    words = ("label", "pod", "running", "owner-", f"--namespace={RULED}")
    assert OWNER in api.kubectl(*words).stderr


@pytest.mark.parametrize(
    "edit, rule",
    [
        pytest.param(("image", TAGGED), IMAGES, id="image by tag"),
        pytest.param(("image", OTHER), REGISTRIES, id="image of elsewhere"),
        pytest.param(("securityContext", CAPABLE), PRIVILEGE, id="capable"),
    ],
)
def test_a_container_for_a_look_inside_keeps_the_rules(
    api: Client, running: Document, edit: tuple[str, Any], rule: str
) -> None:
    """What kubectl debug adds to a pod is a container, too."""
    assert rule in debugged(api, DEBUGGER | dict([edit]))


def test_a_container_for_a_look_inside_needs_no_limits(
    api: Client, running: Document
) -> None:
    """The API does not let it have any."""
    assert "" == debugged(api, DEBUGGER)


def debugged(api: Client, container: Document) -> str:
    """Add an ephemeral container; return what is said against it."""
    words = ("get", "pod", "running", f"--namespace={RULED}", "--output=json")
    (now,) = read(api.done(*words))
    now["spec"]["ephemeralContainers"] = [container]
    path = f"/api/v1/namespaces/{RULED}/pods/running/ephemeralcontainers"
    command = ("replace", f"--raw={path}", "--filename=-")
    return api.kubectl(*command, stdin=json.dumps(now)).stderr
