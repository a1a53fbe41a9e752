"""What people and pipelines do to the repository that the cluster follows."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cluster.given import NAME
from cluster.road import Road
from pipeline.core.environments.release_commit import with_release
from pipeline.core.project.config import GATES
from pipeline.core.project.environment import Environment
from pipeline.core.reference import Image
from pipeline.core.release import release_json
from pipeline.core.release.release import Evidence, Release
from tests import kustomize
from tests.deploy import hands
from tests.pipeline.deploy.shipping import PLACES, release
from tests.serving import ROOT

REPOSITORY = f"registry.example/{NAME}"


@dataclass(frozen=True, slots=True)
class Shipper:
    """Somebody who writes to the repository of a road."""

    road: Road

    def effect(self, name: str, **arguments: object) -> str:
        """Run an effect as the pipeline's job does; return what it answers."""
        request = {
            "effect": name,
            # The way to that server does not leave this machine.
            "remote": {"url": self.road.url, "branch": "main", "plain": True},
            "author": {"name": "Ada", "email": "ada@shop.example"},
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "arguments": arguments,
        }
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.writer"],
            input=json.dumps(request),
            env={
                **os.environ,
                "PATH": f"{kustomize.needed().parent}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": f"{ROOT}/pipeline/src",
                "GIT_TOKEN": self.road.token,
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def release(self, build: int, digest: str) -> Release:
        """Return the record of an image, built from the newest commit."""
        commit = self.road.hosted.tip()
        tree = self.road.hosted.git("rev-parse", f"{commit}^{{tree}}")
        green = tuple(Evidence(gate, "", "passed", required=True) for gate in GATES)
        made = release(build, commit=commit, tree=tree, evidence=green)
        return replace(made, image=Image(REPOSITORY, digest))

    def bump(self, build: int, digest: str) -> str:
        """Bring an image into dev."""
        text = release_json.text(self.release(build, digest))
        answer = self.effect("bump", environment="dev", release=text)
        self.road.refresh("dev")
        return answer

    def promote(self, source: str, target: str) -> str:
        """Promote what is healthy in one environment to the next."""
        way = {"source": source, "target": target, "status": self.status(source)}
        approved = self.effect("plan", **way).split()[-1]
        answer = self.effect("promote", **way, plan_hash=approved, approved_by="Grace")
        self.road.refresh(target)
        return answer

    def deploy(self, environment: str, build: int, digest: str) -> None:
        """Bring an image straight into an environment, as nobody should."""
        made = self.release(build, digest)
        where = PLACES.component(Environment(environment))
        before = hands.read(self.road.hosted, where).decode()
        files = {
            where: with_release(before, made, where).encode(),
            PLACES.record(Environment(environment)): release_json.text(made).encode(),
        }
        hands.commit(self.road.hosted, files, f"deploy({environment}): {digest}")
        self.road.refresh(environment)

    def catch_up(self, environment: str) -> str:
        """Make Git say what the cluster has gone back to, as its notification would."""
        rollout = json.dumps(self.road.rollout(environment))
        answer = self.effect("catch-up", environment=environment, rollout=rollout)
        self.road.refresh(environment)
        return answer

    def status(self, environment: str) -> str:
        """Tell of an environment as the ledger would."""
        current = {"digest": self.road.digest(environment), "health": "healthy"}
        found = [{"environment": environment, "current": current}]
        return json.dumps({"environments": found})
