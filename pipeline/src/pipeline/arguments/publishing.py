"""Types of the arguments of `publish` and `record`."""

from typing import Annotated

import dagger
from dagger import DefaultPath, Doc, Ignore

from pipeline.core.release.provenance import LOCAL

Git = Annotated[
    dagger.Directory,
    DefaultPath("/.git"),
    Ignore(["hooks", "logs", "index", "*.lock"]),
    Doc("The repository's folder .git; give it together with --source"),
]
Archive = Annotated[
    dagger.File | None,
    Doc("The tested image, from `image-archive`: it is pushed, and nothing is built"),
]
Repository = Annotated[str, Doc("Where to push to: registry/path, without a tag")]
Tags = Annotated[list[str] | None, Doc("Tags that name this image for ever")]
MovingTags = Annotated[list[str] | None, Doc("Tags that always name the newest image")]
Username = Annotated[str, Doc("Who logs in to the registry")]
Password = Annotated[dagger.Secret | None, Doc("Password or token of the registry")]
Key = Annotated[dagger.Secret | None, Doc("Private key of cosign, to sign with")]
KeyPassword = Annotated[dagger.Secret | None, Doc("Password of that key")]
Identity = Annotated[
    str,
    Doc("Sign without a key, as this workflow: https://github.com/OWNER/REPO/..."),
]
OidcUrl = Annotated[
    dagger.Secret | None, Doc("GitHub's ACTIONS_ID_TOKEN_REQUEST_URL, for --identity")
]
OidcToken = Annotated[
    dagger.Secret | None, Doc("GitHub's ACTIONS_ID_TOKEN_REQUEST_TOKEN, for --identity")
]
Builder = Annotated[str, Doc(f"Who builds, as a URI; else {LOCAL}")]
SourceUrl = Annotated[str, Doc("Address of the repository, for the provenance")]
RunUrl = Annotated[str, Doc("Address of this run, for the provenance")]
RegistryServer = Annotated[
    dagger.Service | None,
    Doc("Registry that only this machine reaches: tcp://127.0.0.1:5000, by its name"),
]
PlainHttp = Annotated[bool, Doc("Speak to the registry without TLS")]
Published = Annotated[str, Doc("Image as `publish` named it: REPOSITORY@sha256:...")]
Build = Annotated[
    int | None, Doc("Number that grows with each build; else commits are counted")
]
Version = Annotated[str, Doc("Version of the service; else that of pyproject.toml")]
DryRun = Annotated[bool, Doc("Say what would be pushed, and push nothing")]
