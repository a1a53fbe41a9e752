"""Run the writer in a container with git. No decisions here."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Protocol

from dagger import Container, ReturnType, Secret, Service, dag

from pipeline.containers.ending import end_call
from pipeline.containers.toolbox import KUSTOMIZE, debian, each_time, ours, tools
from pipeline.core.json_file import timestamp

RUN: Final = ("python", "-m", "pipeline.writer")
PACKAGES: Final = ("ca-certificates", "git", "openssh-client")
SSH_KEY: Final = "/run/secrets/ssh-key"
SIGNING_KEY: Final = "/run/secrets/signing-key"
KNOWN_HOSTS: Final = "/etc/ssh/ssh_known_hosts"
# By this name a server is known that only the caller reaches.
SERVER: Final = "git"

Arguments = Mapping[str, str | int | bool | None]


class Remote(Protocol):
    """A branch of a repository, and with what one may write to it."""

    url: str
    branch: str
    author: str
    email: str
    token: Secret | None
    ssh_key: Secret | None
    known_hosts: str | None
    signing_key: Secret | None
    server: Service | None
    plain_http: bool


async def carry_out(
    effect: str, arguments: Arguments, remote: Remote, *, dry_run: bool = False
) -> str:
    """Return what an effect prints; end the call with its exit code if not 0."""
    request = {
        "effect": effect,
        "remote": {
            "url": remote.url,
            "branch": remote.branch,
            # The way to that server is within this call: nobody else is on it.
            "plain": remote.server is not None or remote.plain_http,
        },
        "author": {"name": remote.author, "email": remote.email},
        "at": timestamp(datetime.now(UTC).replace(microsecond=0)),
        "dry_run": dry_run,
        "arguments": dict(arguments),
    }
    ran = (
        _writer()
        .with_(lambda container: _trusted(container, remote))
        .with_(each_time)
        .with_exec(list(RUN), stdin=json.dumps(request), expect=ReturnType.ANY)
    )
    if exit_code := await ran.exit_code():
        await end_call(await ran.stderr(), exit_code)
    return await ran.stdout()


def _writer() -> Container:
    """Start from Python with git, kustomize and the part of ours that writes."""
    kustomize = dag.container().from_(KUSTOMIZE).file("/app/kustomize")
    return (
        tools("writer")
        .with_(debian(PACKAGES))
        .with_file("/usr/local/bin/kustomize", kustomize)
        .with_(ours("__init__.py", "core", "writer"))
        .with_workdir("/")
    )


def _trusted(container: Container, remote: Remote) -> Container:
    """Hand over what is secret, and where the repository lies."""
    if remote.server is not None:
        container = container.with_service_binding(SERVER, remote.server)
    if remote.token is not None:
        container = container.with_secret_variable("GIT_TOKEN", remote.token)
    if remote.ssh_key is not None:
        container = _with_key(container, "GIT_SSH_KEY", SSH_KEY, remote.ssh_key)
    if remote.signing_key is not None:
        key = remote.signing_key
        container = _with_key(container, "GIT_SIGNING_KEY", SIGNING_KEY, key)
    if remote.known_hosts is not None:
        container = container.with_new_file(
            KNOWN_HOSTS, remote.known_hosts
        ).with_env_variable("GIT_KNOWN_HOSTS", KNOWN_HOSTS)
    return container


def _with_key(container: Container, variable: str, path: str, key: Secret) -> Container:
    mounted = container.with_mounted_secret(path, key, mode=0o400)
    return mounted.with_env_variable(variable, path)
