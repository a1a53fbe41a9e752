"""Start Argo CD and Argo Rollouts, as the accounts that their releases give them."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cluster import programs
from cluster.control_plane import ControlPlane, flags
from cluster.host import start
from cluster.machine import Machine
from cluster.upstream import namespace, objects
from engine.layout import Layout
from local import redis
from local.process import Process

PROGRAMS: Final = ("argocd", "rollouts-controller", "kubectl")
ARGOCD: Final = "argocd"
ROLLOUTS: Final = "argo-rollouts"
REDIS_PORT: Final = 6379
REPOSITORIES: Final = "127.0.0.1:8081"
# The name that the binary is called by chooses the part; it looks here first.
PART: Final = "ARGOCD_BINARY_NAME"
SERVER_KEY: Final = """\
apiVersion: v1
kind: Secret
metadata:
  name: argocd-secret
  namespace: argocd
  labels: {{app.kubernetes.io/part-of: argocd}}
stringData:
  server.secretkey: {key}
"""


@dataclass(frozen=True, slots=True)
class Argo:
    """Argo CD and Argo Rollouts on a machine; *tools* holds kustomize."""

    machine: Machine
    plane: ControlPlane
    binaries: dict[str, Path]
    layout: Layout
    tools: Path

    def start(self) -> None:
        """Install what both need in the cluster, and start them."""
        self._install()
        self.start_rollouts()
        self._start_redis()
        self.start_part(
            "argocd-repo-server",
            {
                "redis": f"127.0.0.1:{REDIS_PORT}",
                "disable-tls": "true",
                "port": 8081,
                "metrics-port": 8084,
            },
        )
        self.start_controller()
        self.start_part(
            "argocd-applicationset-controller",
            {
                "argocd-repo-server": REPOSITORIES,
                "repo-server-plaintext": "true",
                "metrics-addr": "0.0.0.0:8085",
                "probe-addr": "127.0.0.1:8087",
                "webhook-addr": "127.0.0.1:7000",
                "enable-leader-election": "false",
                "namespace": ARGOCD,
            },
        )
        self.start_part(
            "argocd-notifications",
            {
                "argocd-repo-server": REPOSITORIES,
                "argocd-repo-server-plaintext": "true",
                "metrics-port": 9001,
                "namespace": ARGOCD,
            },
        )

    def _install(self) -> None:
        manifests = programs.module(self.layout, "argocd") / "manifests"
        rollouts = programs.module(self.layout, "rollouts-controller") / "manifests"
        self.plane.apply(namespace(ARGOCD), namespace(ROLLOUTS))
        for name, file in (
            (ARGOCD, manifests / "install.yaml"),
            (ROLLOUTS, rollouts / "install.yaml"),
        ):
            self.plane.apply(objects(file), within=name)
        self.plane.apply(SERVER_KEY.format(key=secrets.token_hex(32)))

    def start_rollouts(self) -> Process:
        """Start the controller of rollouts."""
        options = {
            "kubeconfig": self.plane.account(ROLLOUTS, "argo-rollouts"),
            "leader-elect": "false",
            "metricsport": 8090,
            "healthzPort": 8092,
        }
        argv = [self.binaries["rollouts-controller"], *flags(options)]
        return start(self.machine, "rollouts-controller", argv)

    def start_controller(self) -> Process:
        """Start what brings the cluster to what Git has."""
        return self.start_part(
            "argocd-application-controller",
            {
                "redis": f"127.0.0.1:{REDIS_PORT}",
                "repo-server": REPOSITORIES,
                "repo-server-plaintext": "true",
                "metrics-port": 8082,
                "namespace": ARGOCD,
            },
        )

    def start_part(self, name: str, options: Mapping[str, object]) -> Process:
        """Start a part of Argo CD, as the account of that name where it has one."""
        folder = self.machine.folder / "argocd"
        for each in ("ssh", "tls", "gpg", "home"):
            (folder / each).mkdir(parents=True, exist_ok=True)
        env = {
            PART: name,
            "ARGOCD_FAKE_IN_CLUSTER": "true",
            "ARGOCD_GPG_ENABLED": "false",
            "ARGOCD_SSH_DATA_PATH": str(folder / "ssh"),
            "ARGOCD_TLS_DATA_PATH": str(folder / "tls"),
            "HOME": str(folder / "home"),
            "HOSTNAME": f"{name}-0",
            # Git asks it for passwords.
            "PATH": f"{self.binaries['argocd'].parent}:{self.tools}:{os.defpath}",
        }
        options = dict(options)
        if name != "argocd-repo-server":
            account = {"argocd-notifications": "argocd-notifications-controller"}
            config = self.plane.account(ARGOCD, account.get(name, name))
            env["KUBECONFIG"] = str(config)
            options["kubeconfig"] = config
        return start(
            self.machine, name, [self.binaries["argocd"], *flags(options)], env
        )

    def _start_redis(self) -> None:
        server = redis.executable(self.machine.folder / "bin")
        options = ["--port", str(REDIS_PORT), "--bind", "127.0.0.1", "--save", ""]
        argv = [server.path, *options, "--appendonly", "no"]
        start(self.machine, "redis", argv, server.env)
