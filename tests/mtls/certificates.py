"""Certificates of the engines' authority, of another one, and one of yesterday."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cluster.certificates import Authority


def laid_out(folder: Path, authority: Authority, name: str, *hosts: str) -> Path:
    """Return a folder with certificate, key and authority, as a Secret has them."""
    certificate, key = authority.issue(name, {"CN": name}, hosts)
    folder.mkdir()
    (folder / "tls.crt").write_bytes(certificate.read_bytes())
    (folder / "tls.key").write_bytes(key.read_bytes())
    (folder / "ca.crt").write_bytes(authority.certificate.read_bytes())
    return folder


def expired(folder: Path, authority: Authority) -> tuple[Path, Path]:
    """Return a client's certificate that was good until an hour ago, and its key."""
    signer = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    signing = serialization.load_pem_private_key(authority.key.read_bytes(), None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "client")])
    usage = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.CLIENT_AUTH])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now - timedelta(hours=1))
        .add_extension(usage, critical=False)
        .sign(signing, hashes.SHA256())
    )
    certificate = folder / "expired.crt"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = folder / "expired.key"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, private


def client(trusted: Authority, pair: tuple[Path, Path] | None = None) -> ssl.SSLContext:
    """Return what a client connects with, whether or not it has a certificate."""
    context = ssl.create_default_context(cafile=str(trusted.certificate))
    if pair is not None:
        context.load_cert_chain(*pair)
    return context
