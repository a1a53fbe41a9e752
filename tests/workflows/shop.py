"""A repository on a real Git server, for the workflows that write."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

from local.git_repository import Hosted
from pipeline.core.project.environment import Environment
from pipeline.core.release.release import Release
from tests.deploy import hands
from tests.pipeline.deploy.shipping import PLACES, release, running
from tests.workflows.act import Runner
from tests.workflows.relay import address

TOKEN = "the-machine-writers"
KIND = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: app}
spec: {containers: [{name: app, image: app}]}
"""
FILES = {
    "pyproject.toml": '[tool.pipeline]\nrequired = ["lint", "test"]\n',
    "k8s/base/kustomization.yaml": f"{KIND}resources: [pod.yaml]\n",
    "k8s/base/pod.yaml": POD,
    **{
        f"{PLACES.overlays}/{each.value}/kustomization.yaml": (
            f"{KIND}resources: [../../base]\ncomponents: [image]\n"
        )
        for each in Environment
    },
}


@dataclass(frozen=True, slots=True)
class Shop:
    """A repository on a server, a checkout of the pipeline, and what runs it."""

    hosted: Hosted
    checkout: Path
    runner: Runner
    env: dict[str, str]

    def start(
        self, event: str, workflow: str, *more: str, **given: Mapping[str, str]
    ) -> CompletedProcess[str]:
        """Start a workflow as GitHub does."""
        secret = {"GITHUB_TOKEN": TOKEN, "WRITER_APP_KEY": "x"}
        return self.runner.run(
            self.checkout, event, workflow, *more, env=self.env, secret=secret, **given
        )

    def run(self, environment: Environment, build: int) -> Release:
        """Let an environment run a release of the newest commit."""
        commit = self.hosted.tip()
        tree = self.hosted.git("rev-parse", f"{commit}^{{tree}}")
        made = replace(release(build), commit=commit, tree=tree)
        self.commit(running(environment, made))
        return made

    def commit(self, files: Mapping[str, str]) -> None:
        """Commit files by hand."""
        encoded = {path: text.encode() for path, text in files.items()}
        hands.commit(self.hosted, encoded)

    def newest(self, how: str) -> str:
        """Return something of the newest commit."""
        return self.hosted.git("log", "-1", f"--format={how}", "refs/heads/main")


@contextmanager
def ledger(folder: Path, environment: Environment, serving: Release) -> Iterator[str]:
    """Say, as the service does, that an environment is well; give the address."""
    current = {"digest": serving.image.digest, "health": "healthy"}
    answer = {"environments": [{"environment": environment.value, "current": current}]}
    file = folder / "api" / "v1" / "environments"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(answer))
    handler = partial(SimpleHTTPRequestHandler, directory=folder)
    with ThreadingHTTPServer((address(), 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{address()}:{server.server_port}"
        server.shutdown()


def approving(folder: Path, who: str) -> dict[str, str]:
    """Return an environment whose `gh` says who approved, as GitHub would."""
    folder.mkdir()
    program = folder / "gh"
    program.write_text(f'#!/bin/sh\n[ "$1 $3" = "api --jq" ] && echo "by={who}"\n')
    program.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
