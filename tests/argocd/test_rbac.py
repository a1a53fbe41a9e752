"""Who may do what, by Argo CD's own judgement?"""

from pathlib import Path

import pytest

from tests.argocd.cli import Cli
from tests.argocd.manifests import ARGOCD, read

POLICIES = ARGOCD / "install" / "configmap-argocd-rbac-cm.yaml"
APPS = "applications"
DEV, PRODUCTION = (
    "release-ledger/release-ledger-dev",
    "release-ledger/release-ledger-production",
)
ELSEWHERE = "release-ledger/release-ledger-eu-dev"
PLATFORM = "platform/argo-rollouts"
ROLLOUT = "action/argoproj.io/Rollout"
PEOPLE = ("developers", "release-managers", "on-call")


@pytest.mark.parametrize(
    ("who", "action", "on"),
    [
        pytest.param("nobody", "get", PRODUCTION, id="everybody looks"),
        pytest.param("developers", "sync", DEV, id="developers sync dev"),
        pytest.param("developers", "sync", ELSEWHERE, id="in other clusters, too"),
        pytest.param("developers", f"{ROLLOUT}/restart", DEV, id="and restart there"),
        pytest.param("release-managers", "sync", PRODUCTION, id="managers sync"),
        pytest.param(
            "release-managers", f"{ROLLOUT}/promote-full", PRODUCTION, id="promote"
        ),
        pytest.param(
            "release-managers", f"{ROLLOUT}/abort", PRODUCTION, id="and abort"
        ),
        pytest.param("on-call", "sync", PLATFORM, id="on-call syncs the platform"),
    ],
)
def test_this_is_allowed(argocd: Cli, who: str, action: str, on: str) -> None:
    """By group, as single sign-on tells it."""
    assert argocd.may(who, action, APPS, on, POLICIES)


@pytest.mark.parametrize(
    ("who", "action", "what", "on"),
    [
        pytest.param(
            "nobody", "sync", APPS, DEV, id="to change, one has to be somebody"
        ),
        pytest.param(
            "developers", "sync", APPS, PRODUCTION, id="developers in production"
        ),
        pytest.param(
            "developers", f"{ROLLOUT}/abort", APPS, PRODUCTION, id="or abort there"
        ),
        pytest.param("developers", "sync", APPS, PLATFORM, id="or of the platform"),
        pytest.param("release-managers", "sync", APPS, PLATFORM, id="managers neither"),
        pytest.param(
            "on-call", f"{ROLLOUT}/restart", APPS, PLATFORM, id="more than a sync"
        ),
        *(
            pytest.param(who, action, what, on, id=f"{who} {action} {what}")
            for who in PEOPLE
            for action, what, on in (
                ("create", APPS, DEV),
                ("override", APPS, DEV),
                ("update", APPS, DEV),
                ("delete", APPS, DEV),
                ("delete/*/Pod/*/*", APPS, PRODUCTION),
                ("create", "exec", PRODUCTION),
                ("update", "projects", "release-ledger"),
                ("create", "clusters", "https://other.example"),
                ("create", "repositories", "https://other.example/x.git"),
                ("update", "accounts", "admin"),
            )
        ),
    ],
)
def test_this_is_refused(
    argocd: Cli, who: str, action: str, what: str, on: str
) -> None:
    """What is wanted stands in Git, and is changed there."""
    assert not argocd.may(who, action, what, on, POLICIES)


@pytest.fixture(name="roles")
def _roles(tmp_path: Path) -> Path:
    roles = read("appproject.yaml")["spec"]["roles"]
    lines = [line for role in roles for line in role["policies"]]
    file = tmp_path / "roles.csv"
    file.write_text("\n".join(lines))
    return file


@pytest.mark.parametrize(
    ("role", "action", "on", "may"),
    [
        pytest.param("ci", "sync", PRODUCTION, True, id="CI syncs"),
        pytest.param("ci", "override", PRODUCTION, False, id="what Git says"),
        pytest.param("ci", f"{ROLLOUT}/abort", PRODUCTION, False, id="and no more"),
        pytest.param("ci", "sync", PLATFORM, False, id="in its project only"),
        pytest.param("on-call", "sync", PRODUCTION, True, id="on-call syncs"),
        pytest.param("on-call", f"{ROLLOUT}/abort", PRODUCTION, True, id="aborts"),
        pytest.param(
            "on-call", f"{ROLLOUT}/promote-full", PRODUCTION, True, id="promotes"
        ),
        pytest.param(
            "on-call", f"{ROLLOUT}/restart", PRODUCTION, False, id="restarts not"
        ),
        pytest.param("on-call", "delete", PRODUCTION, False, id="deletes nothing"),
    ],
)
def test_a_role_of_the_project_may_this(
    argocd: Cli, roles: Path, role: str, action: str, on: str, may: bool
) -> None:
    """What its description says."""
    assert may is argocd.may(f"proj:release-ledger:{role}", action, APPS, on, roles)


def test_the_policies_are_some_that_argo_cd_reads(argocd: Cli) -> None:
    """A line that it cannot read would take away all others."""
    done = argocd.run("settings", "rbac", "validate", "--policy-file", POLICIES)
    assert "Policy is valid.\n" == done.stdout, done.stderr
