"""How is an image signed?"""

import pytest

from pipeline.core.errors import Refused
from pipeline.core.release.signing import Way, must_be_whole

IMAGE = f"ghcr.io/team/shop@sha256:{'a' * 64}"
WORKFLOW = "https://github.com/team/shop/.github/workflows/release.yaml@refs/heads/main"
NONE, ALL = (False, False, False), (True, True, True)


def commands(way: Way) -> list[str]:
    """Return all that cosign is asked."""
    asked = (
        way.sign(IMAGE),
        way.attest(IMAGE, "cyclonedx", "/parts.json"),
        way.verify(IMAGE),
        way.verify_attestation(IMAGE, "cyclonedx"),
    )
    return [" ".join(argv) for argv in asked]


def test_with_a_key_no_service_is_asked() -> None:
    """The key is in a variable, never on a command line or in a file."""
    sign, attest, verify, verify_attestation = commands(Way())
    for signing in (sign, attest):
        assert "--key=env://COSIGN_PRIVATE_KEY --tlog-upload=false" in signing
    for verifying in (verify, verify_attestation):
        assert "--key=/cosign.pub --insecure-ignore-tlog=true" in verifying


def test_without_a_key_the_public_log_tells_who_signed() -> None:
    """Nothing is believed but this workflow, as GitHub's own service vouches for it."""
    sign, attest, verify, verify_attestation = commands(Way(WORKFLOW))
    for signing in (sign, attest):
        assert "tlog" not in signing and "--key" not in signing
    for verifying in (verify, verify_attestation):
        assert f"--certificate-identity={WORKFLOW}" in verifying
        issuer = "https://token.actions.githubusercontent.com"
        assert f"--certificate-oidc-issuer={issuer}" in verifying
        assert "insecure" not in verifying


def test_a_statement_takes_the_place_of_an_older_one() -> None:
    assert "--replace=true" in commands(Way())[1]


def test_only_a_registry_without_tls_is_asked_without_it() -> None:
    assert all("--allow-http-registry=true" in each for each in commands(Way("", True)))
    assert not any("allow" in each for each in commands(Way()))


@pytest.mark.parametrize(
    ("key", "keyless", "signs"),
    [
        pytest.param((False, False), NONE, False, id="nothing given"),
        pytest.param((True, True), NONE, True, id="a key"),
        pytest.param((False, False), ALL, True, id="an identity"),
    ],
)
def test_it_signs_with_what_it_is_given(
    key: tuple[bool, ...], keyless: tuple[bool, ...], signs: bool
) -> None:
    assert signs == must_be_whole(key, keyless)


@pytest.mark.parametrize(
    ("key", "keyless"),
    [
        pytest.param((True, False), NONE, id="a key without its password"),
        pytest.param((False, True), NONE, id="a password without a key"),
        pytest.param((False, False), (True, False, True), id="no address of tokens"),
        pytest.param((True, True), ALL, id="both"),
        pytest.param((True, True), (True, False, False), id="a key and an identity"),
    ],
)
def test_half_of_what_it_takes_is_refused(
    key: tuple[bool, ...], keyless: tuple[bool, ...]
) -> None:
    """An image that was meant to be signed is never published unsigned."""
    with pytest.raises(Refused, match="give the rest, or none of it"):
        must_be_whole(key, keyless)
