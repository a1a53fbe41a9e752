"""The type Deployments: environments of a repository, and the effects on them."""

from typing import Annotated

import dagger
from dagger import Doc, Name, function, object_type

from pipeline.stages.writer import Arguments, carry_out

Environment = Annotated[str, Doc("Environment: dev, staging or production")]
From = Annotated[str, Name("from"), Doc("Environment that the release comes from")]
To = Annotated[str, Name("to"), Doc("Environment that it goes to: the next one")]
Digest = Annotated[str, Doc("Digest of an image: sha256:...")]
Reason = Annotated[str, Doc("Why, for those who read it later")]
Json = Annotated[bool, Doc("Answer with JSON, for programs")]
DryRun = Annotated[bool, Doc("Print what would change, and change nothing")]
Status = Annotated[
    dagger.File | None,
    Doc("File that says how the environments are, as the ledger's API says it"),
]
Ledger = Annotated[
    str | None, Doc("Address of the release ledger, to ask it how they are")
]


@object_type
class Deployments:
    """The environments of a repository. Every change is one commit, or none."""

    url: str
    branch: str
    author: str
    email: str
    token: dagger.Secret | None
    ssh_key: dagger.Secret | None
    known_hosts: str | None
    signing_key: dagger.Secret | None
    server: dagger.Service | None
    plain_http: bool

    @function(cache="never")
    async def bump(
        self,
        release: Annotated[dagger.File, Doc("Record of the release, from `record`")],
        environment: Environment = "dev",
        dry_run: DryRun = False,
    ) -> str:
        """Write a new release into an environment, with its record."""
        text = await release.contents()
        arguments = {"environment": environment, "release": text}
        return await carry_out("bump", arguments, self, dry_run=dry_run)

    @function(cache="never")
    async def plan(
        self,
        source: From,
        target: To,
        status: Status = None,
        ledger: Ledger = None,
        as_json: Json = False,
    ) -> str:
        """Tell what a promotion would change, with the hash that approves it."""
        arguments: Arguments = {
            "source": source,
            "target": target,
            "status": await _text(status),
            "ledger": ledger,
            "json": as_json,
        }
        return await carry_out("plan", arguments, self)

    @function(cache="never")
    async def promote(
        self,
        source: From,
        target: To,
        status: Status = None,
        ledger: Ledger = None,
        plan_hash: Annotated[
            str | None, Doc("Hash of the plan that was approved: that or nothing")
        ] = None,
        approved_by: Annotated[
            str | None, Doc("Who approved the plan, with a comma between people")
        ] = None,
        dry_run: DryRun = False,
    ) -> str:
        """Copy a proven release to the next environment, or say what speaks against."""
        arguments = {
            "source": source,
            "target": target,
            "status": await _text(status),
            "ledger": ledger,
            "plan_hash": plan_hash,
            "approved_by": approved_by,
        }
        return await carry_out("promote", arguments, self, dry_run=dry_run)

    @function(cache="never")
    async def rollback(
        self,
        environment: Environment,
        reason: Reason,
        to: Annotated[
            str | None, Doc("Digest to go back to; else the last good one")
        ] = None,
        bad: Annotated[
            str | None, Doc("Digest to leave and to hold; else the one that is there")
        ] = None,
        status: Status = None,
        ledger: Ledger = None,
        dry_run: DryRun = False,
    ) -> str:
        """Bring back an earlier release with its record, and hold the bad one."""
        arguments = {
            "environment": environment,
            "reason": reason,
            "to": to,
            "bad": bad,
            "status": await _text(status),
            "ledger": ledger,
        }
        return await carry_out("rollback", arguments, self, dry_run=dry_run)

    @function(cache="never")
    async def hold(
        self,
        environment: Environment,
        digest: Digest,
        reason: Reason,
        dry_run: DryRun = False,
    ) -> str:
        """Keep a digest out of an environment and of all after it."""
        arguments = {"environment": environment, "digest": digest, "reason": reason}
        return await carry_out("hold", arguments, self, dry_run=dry_run)

    @function(cache="never")
    async def release_hold(
        self,
        environment: Environment,
        digest: Digest,
        reason: Reason,
        dry_run: DryRun = False,
    ) -> str:
        """Let a digest in again that was on hold."""
        arguments = {"environment": environment, "digest": digest, "reason": reason}
        return await carry_out("release-hold", arguments, self, dry_run=dry_run)

    @function(cache="never")
    async def holds(
        self, environment: Environment = "production", as_json: Json = False
    ) -> str:
        """List the digests that may not enter an environment, and why."""
        arguments: Arguments = {"environment": environment, "json": as_json}
        return await carry_out("holds", arguments, self)

    @function(cache="never")
    async def catch_up(
        self,
        environment: Environment,
        rollout: Annotated[
            dagger.File, Doc("Rollout as `kubectl get rollout --output json` gives it")
        ],
        status: Status = None,
        ledger: Ledger = None,
        dry_run: DryRun = False,
    ) -> str:
        """Make Git say what runs after a rollout was aborted in the cluster."""
        text = await rollout.contents()
        arguments = {
            "environment": environment,
            "rollout": text,
            "status": await _text(status),
            "ledger": ledger,
        }
        return await carry_out("catch-up", arguments, self, dry_run=dry_run)

    @function(cache="never")
    async def history(
        self, environment: Environment = "production", as_json: Json = False
    ) -> str:
        """Tell what ran in an environment, newest first, why, and who approved it."""
        arguments: Arguments = {"environment": environment, "json": as_json}
        return await carry_out("history", arguments, self)

    @function(cache="never")
    async def dora(
        self,
        environment: Environment = "production",
        days: Annotated[int, Doc("How many days to look back")] = 30,
        as_json: Json = False,
    ) -> str:
        """Tell the four DORA figures of an environment, from Git alone."""
        arguments: Arguments = {
            "environment": environment,
            "days": days,
            "json": as_json,
        }
        return await carry_out("dora", arguments, self)


async def _text(file: dagger.File | None) -> str | None:
    return None if file is None else await file.contents()
