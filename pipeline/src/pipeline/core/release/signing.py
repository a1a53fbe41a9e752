"""cosign's commands to sign an image, with a key or keyless."""

from dataclasses import dataclass
from typing import Final

from pipeline.core.errors import Refused

SBOM: Final = "cyclonedx"
PROVENANCE: Final = "slsaprovenance1"
KINDS: Final = (SBOM, PROVENANCE)
KEY: Final = "env://COSIGN_PRIVATE_KEY"
PUBLIC: Final = "/cosign.pub"
ISSUER: Final = "https://token.actions.githubusercontent.com"
PUBLIC_KEY: Final = ("cosign", "public-key", f"--key={KEY}")
HALF: Final = (
    "could not sign: without a key it takes --identity, --oidc-url and --oidc-token, "
    "all three; with one --key and --key-password; give the rest, or none of it"
)

Argv = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How to sign: as *identity*, whom GitHub vouches for, else with a key.

    *plain* is for a registry without TLS.
    """

    identity: str = ""
    plain: bool = False

    def sign(self, image: str) -> Argv:
        """Return what signs an image; cosign leaves what its key has signed."""
        return ("cosign", "sign", *self._signing, image)

    def attest(self, image: str, kind: str, file: str) -> Argv:
        """Return what attaches a signed statement, in place of an older one."""
        what = (f"--type={kind}", f"--predicate={file}", "--replace=true")
        return ("cosign", "attest", *what, *self._signing, image)

    def verify(self, image: str) -> Argv:
        """Return what finds out whether an image is signed like that."""
        return ("cosign", "verify", *self._verifying, image)

    def verify_attestation(self, image: str, kind: str) -> Argv:
        """Return what finds out whether such a statement is there."""
        command = ("cosign", "verify-attestation", f"--type={kind}")
        return (*command, *self._verifying, image)

    @property
    def _signing(self) -> Argv:
        if self.identity:
            return ("--yes", *self._reaching)
        # The public log is for those who know no key.
        return ("--yes", f"--key={KEY}", "--tlog-upload=false", *self._reaching)

    @property
    def _verifying(self) -> Argv:
        if self.identity:
            whom = f"--certificate-identity={self.identity}"
            return (whom, f"--certificate-oidc-issuer={ISSUER}", *self._reaching)
        known = (f"--key={PUBLIC}", "--insecure-ignore-tlog=true")
        return (*known, *self._reaching)

    @property
    def _reaching(self) -> Argv:
        # Some of its commands ask for one of them, some for the other.
        both = ("--allow-http-registry=true", "--allow-insecure-registry=true")
        return both if self.plain else ()


def must_be_whole(key: tuple[bool, ...], keyless: tuple[bool, ...]) -> bool:
    """Say whether to sign at all; raise Refused for half of what signing takes."""
    if any(key) == any(keyless):
        if any(key):
            raise Refused(HALF)
        return False
    if not all(key if any(key) else keyless):
        raise Refused(HALF)
    return True
