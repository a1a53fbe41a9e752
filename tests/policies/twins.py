"""Pods that differ from a good one in a single thing, and the rule against each."""

from dataclasses import dataclass
from typing import Any

from tests.policies.documents import (
    DIGEST,
    END,
    GONE,
    IMAGE,
    Document,
    Edit,
    Step,
    changed,
)

SPEC = "spec"
POD = (SPEC, "securityContext")
API = (SPEC, "containers", 0)
SECURED = (*API, "securityContext")
LABELS = ("metadata", "labels")
OTHER = f"docker.io/library/busybox@{DIGEST}"
TAGGED = "registry.example/release-ledger:1.0.0"


@dataclass(frozen=True, slots=True)
class Twin:
    """What is wrong with it, which rule refuses it, and how it becomes so.

    *says* is a part of the refusal: where the fault is.
    """

    fault: str
    policy: str
    says: str
    edits: tuple[Edit, ...]

    @property
    def name(self) -> str:
        """A name that an object may have."""
        return self.fault.replace(" ", "-").replace("'", "")

    def of(self, document: Document) -> Document:
        """Return this twin of a good pod, or of a good template."""
        return changed(document, self.edits)


def one(fault: str, policy: str, says: str, *path: Step, to: Any = GONE) -> Twin:
    """Return a twin that lacks one thing, or has another value there."""
    return Twin(fault, policy, says, ((path, to),))


def with_init(fault: str, policy: str, says: str, **others: Any) -> Twin:
    """Return a twin with a container more, before the others, that has a fault."""
    container = {
        "name": "first",
        "image": IMAGE,
        "resources": {"limits": {"cpu": "1", "memory": "64Mi"}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        **others,
    }
    return one(fault, policy, says, SPEC, "initContainers", to=[container])


def with_volume(fault: str, policy: str, **source: Any) -> Twin:
    """Return a twin with one volume more."""
    volume = {"name": "more", **source}
    return one(fault, policy, "volume 'more'", SPEC, "volumes", END, to=volume)


IMAGES = "images-by-digest"
REGISTRIES = "images-from-allowed-registries"
HOST = "pods-without-host-access"
PRIVILEGE = "containers-without-privilege"
NON_ROOT = "containers-as-non-root"
READ_ONLY = "containers-with-read-only-root"
SECCOMP = "containers-with-seccomp"
LIMITS = "containers-with-limits"
OWNER = "workloads-with-owner"
ACCOUNT = "pods-with-own-account"
TOKEN = "pods-without-token"

IMAGE_TWINS = (
    one("image by tag", IMAGES, "container 'api'", *API, "image", to=TAGGED),
    one(
        "image without anything",
        IMAGES,
        'image "registry.example/release-ledger"',
        *(*API, "image"),
        to="registry.example/release-ledger",
    ),
    one(
        "image with half a digest",
        IMAGES,
        "container 'api'",
        *(*API, "image"),
        to=IMAGE[:-32],
    ),
    one(
        "image whose tag looks like a digest",
        IMAGES,
        "container 'api'",
        *(*API, "image"),
        to="registry.example/release-ledger:sha256-" + "a" * 64,
    ),
    with_init("first image by tag", IMAGES, "container 'first'", image=TAGGED),
    with_volume("volume of an image by tag", IMAGES, image={"reference": TAGGED}),
    one("image of elsewhere", REGISTRIES, "container 'api'", *API, "image", to=OTHER),
    one(
        "image of the default registry",
        REGISTRIES,
        "registry.example",
        *(*API, "image"),
        to=f"busybox@{DIGEST}",
    ),
    one(
        "image of a registry with a longer name",
        REGISTRIES,
        "container 'api'",
        *(*API, "image"),
        to=f"registry.example.attacker.example/release-ledger@{DIGEST}",
    ),
    one(
        "image named like the registry",
        REGISTRIES,
        "container 'api'",
        *(*API, "image"),
        to=f"docker.io/registry.example/release-ledger@{DIGEST}",
    ),
    with_init("first image of elsewhere", REGISTRIES, "'first'", image=OTHER),
    with_volume("volume of elsewhere", REGISTRIES, image={"reference": OTHER}),
)
HOST_TWINS = (
    one("network of the node", HOST, "hostNetwork", SPEC, "hostNetwork", to=True),
    one("processes of the node", HOST, "hostPID", SPEC, "hostPID", to=True),
    one("memory of the node", HOST, "hostIPC", SPEC, "hostIPC", to=True),
    with_volume("files of the node", HOST, hostPath={"path": "/"}),
    one("port of the node", HOST, "'api'", *API, "ports", 0, "hostPort", to=8000),
)
PRIVILEGE_TWINS = (
    # The API itself refuses a privileged one that says it gains no privileges.
    Twin(
        "privileged",
        PRIVILEGE,
        "container 'api' wants privileged",
        (
            ((*SECURED, "privileged"), True),
            ((*SECURED, "allowPrivilegeEscalation"), GONE),
        ),
    ),
    one(
        "gains privileges",
        PRIVILEGE,
        "allowPrivilegeEscalation",
        *(*SECURED, "allowPrivilegeEscalation"),
        to=True,
    ),
    one(
        "may gain privileges",
        PRIVILEGE,
        "allowPrivilegeEscalation",
        *(*SECURED, "allowPrivilegeEscalation"),
    ),
    one("keeps capabilities", PRIVILEGE, "drop: [ALL]", *SECURED, "capabilities"),
    one(
        "drops one capability",
        PRIVILEGE,
        "drop: [ALL]",
        *(*SECURED, "capabilities", "drop"),
        to=["NET_RAW"],
    ),
    one(
        "adds a capability",
        PRIVILEGE,
        "capabilities.add",
        *(*SECURED, "capabilities", "add"),
        to=["NET_BIND_SERVICE"],
    ),
    with_init(
        "first keeps capabilities",
        PRIVILEGE,
        "container 'first'",
        securityContext={
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
        },
    ),
)
USER_TWINS = (
    one("may be root", NON_ROOT, "runAsNonRoot", *POD, "runAsNonRoot"),
    one("one may be root", NON_ROOT, "'api'", *SECURED, "runAsNonRoot", to=False),
    one("is root", NON_ROOT, "runAsUser: 0", *POD, "runAsUser", to=0),
    one("one is root", NON_ROOT, "runAsUser: 0", *SECURED, "runAsUser", to=0),
)
FILE_TWINS = (
    one("writable", READ_ONLY, "'api'", *SECURED, "readOnlyRootFilesystem", to=False),
    one("perhaps writable", READ_ONLY, "'api'", *SECURED, "readOnlyRootFilesystem"),
    with_init(
        "first writable",
        READ_ONLY,
        "container 'first'",
        securityContext={
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
        },
    ),
)
SECCOMP_TWINS = (
    one("no seccomp", SECCOMP, "container 'api'", *POD, "seccompProfile"),
    one(
        "unconfined",
        SECCOMP,
        "container 'api'",
        *(*POD, "seccompProfile"),
        to={"type": "Unconfined"},
    ),
    one(
        "one unconfined",
        SECCOMP,
        "container 'api'",
        *(*SECURED, "seccompProfile"),
        to={"type": "Unconfined"},
    ),
)
LIMIT_TWINS = (
    one("no limits", LIMITS, "limit of memory", *API, "resources"),
    one("no limit of cpu", LIMITS, "limit of cpu", *API, "resources", "limits", "cpu"),
    one("no memory limit", LIMITS, "of memory", *API, "resources", "limits", "memory"),
    Twin(
        "memory limit of zero",
        LIMITS,
        "limit of memory",
        (
            ((*API, "resources", "limits", "memory"), "0"),
            ((*API, "resources", "requests", "memory"), "0"),
        ),
    ),
    with_init("first without limits", LIMITS, "container 'first'", resources={}),
)
OWNER_TWINS = (
    one("nobody's", OWNER, "owner", *LABELS, "owner"),
    one("nobody's by an empty word", OWNER, "owner", *LABELS, "owner", to=""),
    one("nameless", OWNER, "kubernetes.io/name", *LABELS, "app.kubernetes.io/name"),
    one("part of nothing", OWNER, "part-of", *LABELS, "app.kubernetes.io/part-of"),
)
ACCOUNT_TWINS = (
    one("no account", ACCOUNT, "'default'", SPEC, "serviceAccountName"),
    one(
        "account of all", ACCOUNT, "'default'", SPEC, "serviceAccountName", to="default"
    ),
)
TOKEN_TWINS = (
    one("token", TOKEN, "is not false", SPEC, "automountServiceAccountToken", to=True),
    one("token by default", TOKEN, "not false", SPEC, "automountServiceAccountToken"),
    with_volume(
        "token in a volume",
        TOKEN,
        projected={"sources": [{"serviceAccountToken": {"path": "token"}}]},
    ),
)
TWINS = (
    *(*IMAGE_TWINS, *HOST_TWINS, *PRIVILEGE_TWINS, *USER_TWINS, *FILE_TWINS),
    *(*SECCOMP_TWINS, *LIMIT_TWINS, *OWNER_TWINS, *ACCOUNT_TWINS, *TOKEN_TWINS),
)
# One of each rule: what is refused to a pod is refused to whatever makes it.
FIRST = tuple({twin.policy: twin for twin in reversed(TWINS)}.values())
