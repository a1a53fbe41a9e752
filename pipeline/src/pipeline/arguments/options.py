"""Types of the arguments that most functions take."""

from typing import Annotated

import dagger
from dagger import Doc

SafetyKey = Annotated[
    dagger.Secret | None,
    Doc("Key of Safety's service; without key and database Safety is skipped"),
]
SafetyDb = Annotated[
    dagger.Directory | None,
    Doc("Directory with a database for Safety, to use it without its service"),
]
TrivyFolder = Annotated[
    dagger.Directory | None,
    Doc("Directory with Trivy's database, to use it without a registry"),
]
TrivyMirror = Annotated[
    str | None,
    Doc("Where to fetch Trivy's database from, else from Trivy's own registry"),
]
Baseline = Annotated[
    dagger.File | None,
    Doc("verdict.json of an earlier report: only what is new since then blocks"),
]
PlainGit = Annotated[
    bool, Doc("Speak to the Git server without TLS, in a network that nobody reads")
]
History = Annotated[
    dagger.Directory | None,
    Doc("The repository's folder .git: look for secrets in all that was committed"),
]
Python = Annotated[
    str | None,
    Doc("The one Python version to test on, e.g. 3.11; else all of the classifiers"),
]
Base = Annotated[
    dagger.Directory | None,
    Doc("Directory with what a change is to be merged into, to list what it loosens"),
]
BaseDirectory = Annotated[
    dagger.Directory, Doc("Directory with what a change is to be merged into")
]
Gate = Annotated[str, Doc("Gate to run, e.g. lint or e2e")]
DockerfileStage = Annotated[
    str | None,
    Doc("Stage of the Dockerfile to build, e.g. debug; else the configured one"),
]
Platform = Annotated[
    dagger.Platform | None,
    Doc("Machine to build for, e.g. linux/arm64; else the engine's own"),
]
Previous = Annotated[
    dagger.Container | None, Doc("Last release, to compare with: an address")
]
Naive = Annotated[
    dagger.File | None,
    Doc("Dockerfile to compare with, e.g. bench/naive.Dockerfile"),
]
PlanFile = Annotated[
    dagger.File | None,
    Doc("Plan to tell of and judge, as `tofu show -json` writes it; else run the gate"),
]
AllowDestroy = Annotated[
    bool, Doc("Let a plan pass that destroys or replaces something")
]
NoChanges = Annotated[
    bool, Doc("Let a plan pass only when nothing would change: nothing has drifted")
]

Module = Annotated[str, Doc("Address of this module with its version, for workflows")]
Name = Annotated[str, Doc("Name of the service; else that of pyproject.toml")]
Entry = Annotated[str, Doc("Where gunicorn finds it, e.g. shop:create_app()")]
Port = Annotated[int, Doc("Port that it listens on")]

GitUrl = Annotated[str, Doc("Repository to write to: https://... or ssh://...")]
GitToken = Annotated[
    dagger.Secret | None, Doc("Token that may push over HTTP, e.g. env:GITHUB_TOKEN")
]
SshKey = Annotated[dagger.Secret | None, Doc("Private key that may push over SSH")]
KnownHosts = Annotated[
    dagger.File | None, Doc("Keys of the SSH servers that are trusted (known_hosts)")
]
SigningKey = Annotated[
    dagger.Secret | None, Doc("Private SSH key that the commits are signed with")
]
GitServer = Annotated[
    dagger.Service | None,
    Doc("Server that only the caller reaches, called 'git' in the URL, e.g. tcp://..."),
]
