"""Issue the certificates of the control plane, as kubeadm lays them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.command import run

DAYS = "3650"
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
LEAF = "basicConstraints=critical,CA:FALSE"
ROOT = "basicConstraints=critical,CA:TRUE"
USAGE = "keyUsage=critical,digitalSignature"
SIGNS = "keyUsage=critical,digitalSignature,keyCertSign,cRLSign"
BOTH = "extendedKeyUsage=serverAuth,clientAuth"


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority whose files lie in a folder."""

    folder: Path
    name: str

    @property
    def certificate(self) -> Path:
        """What others trust."""
        return self.folder / f"{self.name}.crt"

    @property
    def key(self) -> Path:
        """What signs."""
        return self.folder / f"{self.name}.key"

    def make(self) -> None:
        """Make it unless it is there."""
        if self.certificate.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        options = ["-addext", ROOT, "-addext", SIGNS]
        self._request(self.name, f"/CN=cluster-{self.name}", options)

    def issue(
        self, name: str, subject: Mapping[str, str], hosts: tuple[str, ...] = ()
    ) -> tuple[Path, Path]:
        """Return certificate and key of *subject* (CN: user, O: group); made once."""
        certificate = self.folder / f"{name}.crt"
        if not certificate.exists():
            words = "".join(f"/{part}={text}" for part, text in subject.items())
            names = [f"-addext=subjectAltName={','.join(hosts)}"] if hosts else []
            options = [f"-addext={text}" for text in (LEAF, USAGE, BOTH)]
            signed = ["-CA", str(self.certificate), "-CAkey", str(self.key)]
            split = [word for text in (*options, *names) for word in text.split("=", 1)]
            self._request(name, words, [*signed, *split])
        return certificate, certificate.with_suffix(".key")

    def _request(self, name: str, subject: str, options: list[str]) -> None:
        # The name is the sign that all is there: it comes last.
        unfinished = self.folder / f"{name}.unfinished"
        key = self.folder / f"{name}.key"
        command = ["openssl", "req", "-x509", *KEY, "-days", DAYS, "-subj", subject]
        log = self.folder / "openssl.log"
        files = ["-keyout", str(key), "-out", str(unfinished)]
        run([*command, *options, *files], log, f"make the certificate {name}")
        unfinished.rename(self.folder / f"{name}.crt")


def key_pair(folder: Path) -> tuple[Path, Path]:
    """Return public and private key that sign tokens of service accounts."""
    public, private = folder / "accounts.pub", folder / "accounts.key"
    log = folder / "openssl.log"
    if not public.exists():
        run(["openssl", "genrsa", "-out", private, "2048"], log, "make a key")
        command = ["openssl", "rsa", "-in", private, "-pubout", "-out", public]
        run(command, log, "make its public key")
    return public, private
