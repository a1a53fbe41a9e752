"""Keys in a file, the newest last: what a hardware module or a cloud would keep."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """A file of names and keys; the newest key encrypts, all of them decrypt."""

    file: Path

    def add(self, name: str) -> None:
        """Make a key, which from now on encrypts."""
        self._write(self._read() | {name: AESGCM.generate_key(256).hex()})

    def remove(self, name: str) -> None:
        """Destroy a key, and with it all that only it can decrypt."""
        self._write({each: key for each, key in self._read().items() if each != name})

    def newest(self) -> str:
        """Return the name of the key that encrypts."""
        return list(self._read())[-1]

    def encrypt(self, text: bytes) -> tuple[str, bytes]:
        """Return the name of the key that was used, and what came of it."""
        name, nonce = self.newest(), os.urandom(NONCE_BYTES)
        # Bound to its key's name: under another name it does not decrypt.
        return name, nonce + self._cipher(name).encrypt(nonce, text, name.encode())

    def decrypt(self, name: str, data: bytes) -> bytes:
        """Return the text; KeyError when the key is gone."""
        nonce, sealed = data[:NONCE_BYTES], data[NONCE_BYTES:]
        return self._cipher(name).decrypt(nonce, sealed, name.encode())

    def _cipher(self, name: str) -> AESGCM:
        return AESGCM(bytes.fromhex(self._read()[name]))

    def _read(self) -> dict[str, str]:
        if not self.file.exists():
            return {}
        keys: dict[str, str] = json.loads(self.file.read_text())
        return keys

    def _write(self, keys: dict[str, str]) -> None:
        # Never half a file: the plugin may read at the same time.
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(keys))
        fresh.replace(self.file)
