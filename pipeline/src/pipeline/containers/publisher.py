"""A container with skopeo and cosign, logged in to a registry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dagger import Container, File, Secret, Service, dag

from pipeline.containers.toolbox import COSIGN, debian, each_time, run, side_by_side
from pipeline.core.release import registry, signing

# Its skopeo.
BASE: Final = "debian:bookworm-slim"
LOGIN: Final = "/run/secrets/registry"


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks a registry, and how it is reached.

    *server* is one that only the caller reaches: bound under the registry's name.
    """

    username: str = ""
    password: Secret | None = None
    server: Service | None = None
    plain_http: bool = False

    @property
    def plain(self) -> bool:
        """Say whether to speak to it without TLS."""
        return self.plain_http or self.server is not None


@dataclass(frozen=True, slots=True)
class Signer:
    """A key with its password, or the identity for which GitHub gives a token."""

    key: Secret | None = None
    password: Secret | None = None
    identity: str = ""
    oidc_url: Secret | None = None
    oidc_token: Secret | None = None

    @property
    def signs(self) -> bool:
        """Say whether to sign at all; Refused for half of what it takes."""
        keyless = (bool(self.identity), bool(self.oidc_url), bool(self.oidc_token))
        return signing.must_be_whole((bool(self.key), bool(self.password)), keyless)


async def publisher(host: str, access: Access) -> Container:
    """Start from skopeo and cosign, logged in; whatever it does, it does each time."""
    cosign = dag.container().from_(COSIGN).file("/ko-app/cosign")
    container = (
        dag.container()
        .from_(BASE)
        .with_(debian(("ca-certificates", "skopeo")))
        .with_file("/usr/local/bin/cosign", cosign)
    )
    if access.server is not None:
        name = host.partition(":")[0]
        container = container.with_service_binding(name, access.server)
    if access.password is not None:
        container = await _logged_in(container, host, access.username, access.password)
    return each_time(container)


async def _logged_in(
    container: Container, host: str, username: str, password: Secret
) -> Container:
    """Hand over the password as the secret file that both programs read."""
    file = registry.credentials(host, username, await password.plaintext())
    login = dag.set_secret(f"login-{host}-{username}", file)
    return (
        container.with_mounted_secret(f"{LOGIN}/config.json", login)
        .with_env_variable("DOCKER_CONFIG", LOGIN)
        .with_env_variable("REGISTRY_AUTH_FILE", f"{LOGIN}/config.json")
    )


async def sign(
    container: Container,
    image: str,
    signer: Signer,
    way: signing.Way,
    said: Mapping[str, str],
) -> None:
    """Sign an image and what is *said* of it by kind, as far as that is not done."""
    able = await _able(container, signer)
    if (await run(able, way.verify(image))).exit_code != 0:
        signed = await run(able, way.sign(image))
        registry.must_have_worked(signed, f"sign '{image}'")
    for kind, text in said.items():
        if (await run(able, way.verify_attestation(image, kind))).exit_code == 0:
            continue
        with_text = able.with_new_file(f"/{kind}.json", text)
        attested = await run(with_text, way.attest(image, kind, f"/{kind}.json"))
        registry.must_have_worked(attested, f"attach {kind} to '{image}'")


async def _able(container: Container, signer: Signer) -> Container:
    """Hand over what is signed with, in variables that only the program sees."""
    secrets = {
        "COSIGN_PRIVATE_KEY": signer.key,
        "COSIGN_PASSWORD": signer.password,
        "ACTIONS_ID_TOKEN_REQUEST_URL": signer.oidc_url,
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": signer.oidc_token,
    }
    for name, secret in secrets.items():
        if secret is not None:
            container = container.with_secret_variable(name, secret)
    if signer.key is None:
        return container
    shown = await run(container, signing.PUBLIC_KEY)
    registry.must_have_worked(shown, "read the signing key")
    return container.with_new_file(signing.PUBLIC, shown.stdout)


def with_archive(container: Container, archive: File) -> Container:
    """Hand over the archive to push."""
    return container.with_mounted_file(registry.ARCHIVE, archive)


async def held(
    container: Container, names: Sequence[str], *, plain: bool
) -> list[str | None]:
    """Return the digest that each name has in its registry; None where it has none."""
    looks = [registry.look(name, plain=plain) for name in names]
    runs = await side_by_side(container, looks)
    return [registry.held(ran, name) for ran, name in zip(runs, names, strict=True)]
