"""The way of a commit into the cluster: a Git server, and Argo CD that follows it."""

import json
import secrets
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cluster import given
from cluster.cluster import Cluster
from cluster.errors import ClusterError
from cluster.fitting import fit
from cluster.given import ENVIRONMENTS, NAME, ROOT
from cluster.upstream import namespace
from local.git_repository import Hosted
from local.git_server import GitServer

PLACEHOLDER: Final = f"https://git.example/{NAME}.git"
# The deployed ledger is told how all environments are.
LEDGER: Final = f"http://{NAME}.{NAME}-production.svc"
POLICIES: Final = ("--kustomize", str(ROOT / "k8s" / "policies" / "admission"))
# As argocd/applicationset.yaml labels them.
LABELS: Final = {
    "app.kubernetes.io/part-of": NAME,
    "pod-security.kubernetes.io/enforce": "restricted",
}
PATIENCE: Final = 180.0
GONE: Final = ("--ignore-not-found", "--timeout=180s")
EVERY: Final = 0.5
LOOKS: Final = 10
BETWEEN_LOOKS: Final = 3.0

POD_HASH: Final = "rollouts-pod-template-hash"
INCONCLUSIVE: Final = "InconclusiveAnalysisRun"

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Road:
    """A repository on a server that Argo CD follows."""

    cluster: Cluster
    server: GitServer
    hosted: Hosted
    token: str

    @property
    def url(self) -> str:
        """The repository's address, for Argo CD and for writers."""
        return self.server.address(NAME)

    @property
    def disks(self) -> Path:
        """The folder of the databases' disks."""
        return self.cluster.machine.folder / "disks"

    def install(self) -> None:
        """Bring in what a platform team brings in, as docs/argocd.md says."""
        # A run that was killed has left its own.
        self._clear()
        plane = self.cluster.plane
        for environment in ENVIRONMENTS:
            plane.apply(
                namespace(
                    f"{NAME}-{environment}",
                    **LABELS,
                ),
                *given.environment(environment, self.disks),
            )
        plane.done("apply", "--server-side", "--force-conflicts", *POLICIES)
        for name in ("argocd-cm", "argocd-cmd-params-cm", "argocd-rbac-cm"):
            plane.apply(
                ROOT / "argocd" / "install" / f"configmap-{name}.yaml", within="argocd"
            )
        plane.apply(self._notifications(), within="argocd")
        plane.apply(given.repository(self.url, self.token))
        for name in ("appproject.yaml", "clusters/secret-in-cluster.yaml"):
            text = (ROOT / "argocd" / name).read_text()
            plane.apply(text.replace(PLACEHOLDER, self.url))
        plane.apply(ROOT / "argocd" / "applicationset.yaml")
        self.wait("the applications", self._has_applications)

    def _has_applications(self) -> bool:
        return all(self.application(environment) for environment in ENVIRONMENTS)

    def _notifications(self) -> str:
        file = ROOT / "argocd" / "install" / "configmap-argocd-notifications-cm.yaml"
        text = file.read_text().replace("https://ledger.example", LEDGER)
        token = given.secret(
            "argocd", "argocd-notifications-secret", {"ledger-token": given.REPORTER}
        )
        return f"{text}\n---\n{token}"

    def remove(self) -> None:
        """Let the cluster be as it was before."""
        self._clear()
        self.server.stop()

    def _clear(self) -> None:
        plane = self.cluster.plane
        where = ("--namespace=argocd", "--ignore-not-found", "--timeout=60s")
        plane.kubectl("delete", "applicationset", NAME, *where)
        names = [f"{NAME}-{environment}" for environment in ENVIRONMENTS]
        plane.kubectl("delete", "application", *names, *where)
        plane.done("delete", "namespace", *names, *GONE)
        plane.done("delete", "persistentvolume", *names, *GONE)
        if self.disks.exists():
            shutil.rmtree(self.disks)

    def refresh(self, environment: str) -> None:
        """Let Argo CD look at Git now, as its webhook would.

        A request that comes while it looks already is taken for answered, so it is
        asked until it has seen the newest commit, or says what is wrong with it.
        """
        name = f"{NAME}-{environment}"
        mark = "argocd.argoproj.io/refresh=normal"
        how = ("--namespace=argocd", "--overwrite")
        for _ in range(LOOKS):
            self.cluster.plane.done("annotate", "application", name, mark, *how)
            time.sleep(BETWEEN_LOOKS)
            sync = _at(self.application(environment), "status", "sync", "revision")
            if sync == self.hosted.tip() or self.complaints(environment):
                return

    def get(self, kind: str, name: str, namespace: str) -> Object:
        """Return an object of the cluster, or an empty one."""
        words = ("get", kind, name, f"--namespace={namespace}", "--output=json")
        ran = self.cluster.plane.kubectl(*words)
        found: Object = json.loads(ran.stdout) if ran.returncode == 0 else {}
        return found

    def application(self, environment: str) -> Object:
        """Return Argo CD's application of an environment."""
        return self.get("application", f"{NAME}-{environment}", "argocd")

    def rollout(self, environment: str) -> Object:
        """Return the rollout of an environment."""
        return self.get("rollout", NAME, f"{NAME}-{environment}")

    def digest(self, environment: str) -> str:
        """Return the digest that the cluster was told to run in an environment."""
        containers = _at(
            self.rollout(environment), "spec", "template", "spec", "containers"
        )
        return str(containers[0]["image"]).partition("@")[2] if containers else ""

    def address(self, environment: str) -> str:
        """Return the address at which users of an environment reach the service."""
        service = self.get("service", NAME, f"{NAME}-{environment}")
        return str(_at(service, "spec", "clusterIP"))

    def sync_failed(self, environment: str) -> bool:
        """Say whether the sync of the newest commit has failed, be it retried."""
        operation = _at(self.application(environment), "status", "operationState")
        # Until it begins, this is what became of an earlier commit.
        if _at(operation, "syncResult", "revision") != self.hosted.tip():
            return False
        tried_again: object = _at(operation, "retryCount")
        return bool(tried_again) or _at(operation, "phase") in ("Failed", "Error")

    def complaints(self, environment: str) -> list[str]:
        """Return what Argo CD finds wrong with what Git has of an environment."""
        conditions = _at(self.application(environment), "status", "conditions") or []
        return [each["message"] for each in conditions if "Error" in each["type"]]

    def analyses(self, environment: str) -> list[Object]:
        """Return the analyses of an environment's releases."""
        words = ("get", "analysisruns", f"--namespace={NAME}-{environment}")
        found = json.loads(self.cluster.plane.done(*words, "--output=json"))
        items: list[Object] = found["items"]
        return items

    def failed_metrics(self, environment: str) -> set[str]:
        """Return what was measured of the newest release, and was bad."""
        version = self.rollout(environment)["status"]["currentPodHash"]
        return {
            metric["name"]
            for run in self.analyses(environment)
            if run["metadata"]["labels"].get(POD_HASH) == version
            for metric in run.get("status", {}).get("metricResults", [])
            if metric["phase"] == "Failed"
        }

    def analysing(self, environment: str) -> bool:
        """Say whether an analysis of a new release is under way."""
        status = _at(self.rollout(environment), "status", "blueGreen")
        run: object = _at(status, "prePromotionAnalysisRunStatus", "status")
        return run == "Running"

    def serving(self, environment: str) -> set[str]:
        """Return the digests of the ready pods that users of an environment reach."""
        namespace = f"{NAME}-{environment}"
        selector = _at(self.get("service", NAME, namespace), "spec", "selector") or {}
        labels = ",".join(f"{name}={value}" for name, value in selector.items())
        words = ("get", "pods", f"--namespace={namespace}", f"--selector={labels}")
        pods = json.loads(self.cluster.plane.done(*words, "--output=json"))["items"]
        return {
            str(pod["spec"]["containers"][0]["image"]).partition("@")[2]
            for pod in pods
            if _is_ready(pod)
        }

    def wait(
        self, what: str, ready: Callable[[], bool], seconds: float = PATIENCE
    ) -> float:
        """Wait until something is so; return how long it took, in seconds."""
        beginning = time.monotonic()
        while not ready():
            if time.monotonic() - beginning > seconds:
                raise ClusterError(f"could not see in {seconds:.0f} s: {what}")
            time.sleep(EVERY)
        return time.monotonic() - beginning

    def is_healthy(self, environment: str, digest: str) -> bool:
        """Say whether a release serves an environment and all is well there."""
        rollout = self.rollout(environment)
        return (
            self.digest(environment) == digest
            and _at(rollout, "status", "phase") == "Healthy"
            and self.serving(environment) == {digest}
            and _at(self.application(environment), "status", "health", "status")
            == "Healthy"
        )

    def wait_healthy(
        self, environment: str, digest: str, seconds: float = PATIENCE
    ) -> float:
        """Wait until a release serves an environment; return the seconds."""
        what = f"{digest} healthy in {environment}"
        return self.wait(what, lambda: self.is_healthy(environment, digest), seconds)

    def wait_aborted(self, environment: str, seconds: float = PATIENCE) -> float:
        """Wait until Argo Rollouts has gone back; return the seconds."""
        what = f"{environment} aborted"
        return self.wait(what, lambda: self.is_aborted(environment), seconds)

    def wait_sync_failed(self, environment: str, seconds: float = PATIENCE) -> float:
        """Wait until Argo CD could not bring in what Git has; return the seconds."""
        what = f"a failed sync of {environment}"
        return self.wait(what, lambda: self.sync_failed(environment), seconds)

    def is_aborted(self, environment: str) -> bool:
        """Say whether Argo Rollouts has gone back to the release before."""
        status = self.rollout(environment).get("status", {})
        return status.get("abort") is True and status.get("phase") == "Degraded"

    def wait_paused(self, environment: str, seconds: float = PATIENCE) -> float:
        """Wait until an analysis has no answer, and a person has to say."""

        def paused() -> bool:
            causes = self.rollout(environment).get("status", {}).get("pauseConditions")
            return INCONCLUSIVE in [each["reason"] for each in causes or ()]

        return self.wait(f"{environment} paused", paused, seconds)

    def abort(self, environment: str) -> None:
        """Send a release back, as `kubectl argo rollouts abort` does."""
        which = ("rollout", NAME, f"--namespace={NAME}-{environment}")
        patch = json.dumps({"status": {"abort": True}})
        how = ("--subresource=status", "--type=merge", f"--patch={patch}")
        self.cluster.plane.done("patch", *which, *how)


def built(cluster: Cluster, folder: Path, port: int, digest: str) -> Road:
    """Serve this checkout, fitted to the cluster, with a release in each environment.

    Without one a migration would wait for an image that is nowhere.
    """
    server = GitServer(folder / "server", port, cluster.machine.outside)
    server.start()
    token = secrets.token_hex(16)
    server.allow(token)
    hosted = server.add(NAME)
    work = folder / "work"
    _git(folder, "clone", "--quiet", "--no-local", str(ROOT), str(work))
    _copy_uncommitted(work)
    fit(work, cluster.layout, digest)
    _git(work, "add", "--all")
    _git(work, "commit", "--quiet", "--message=Fit the cluster at hand")
    _git(work, "push", "--quiet", str(hosted.path), "HEAD:refs/heads/main")
    return Road(cluster, server, hosted, token)


def _copy_uncommitted(work: Path) -> None:
    """Bring in what is edited and not committed yet: that is what one wants to see."""
    for name in ("k8s", "argocd"):
        shutil.rmtree(work / name)
        shutil.copytree(ROOT / name, work / name)


def _git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@shop.example")
    subprocess.run(["git", *author, *words], cwd=folder, check=True)


def _at(found: Any, *path: str) -> Any:
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _is_ready(pod: Object) -> bool:
    conditions = _at(pod, "status", "conditions") or []
    ready = [each for each in conditions if each["type"] == "Ready"]
    return bool(ready) and ready[0]["status"] == "True"
