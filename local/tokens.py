"""Tokens of the service on this machine: random, made once, for its user only."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from local.errors import LocalError

# Who signs in to the board.
PERSON = "developer"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What proves who one is; the service knows only the hashes."""

    api: str
    argocd: str
    sign_in: str
    postgres: str

    @classmethod
    def random(cls) -> Self:
        """Make new ones."""
        return cls(*(secrets.token_urlsafe(24) for _ in range(4)))

    @classmethod
    def kept(cls, folder: Path) -> Self:
        """Return the ones of a folder, which are made where there are none."""
        file = folder / "tokens.json"
        if not file.exists():
            write_secret(file, json.dumps(asdict(cls.random()), indent=2) + "\n")
        try:
            return cls(**json.loads(file.read_text()))
        except (ValueError, TypeError) as error:
            raise LocalError(
                f"could not read the tokens in {file}: {error}; remove it for new ones"
            ) from error

    @property
    def settings(self) -> Mapping[str, str]:
        """The service's settings that tell it of them."""
        return {
            "API_TOKEN_HASHES": _hash(self.api),
            "ARGOCD_TOKEN_HASHES": _hash(self.argocd),
            "SIGN_IN_TOKEN_HASHES": f"{PERSON}={_hash(self.sign_in)}",
        }


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def write_secret(file: Path, text: str) -> None:
    """Write a whole file that only its owner can read, from its first byte on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with open(
        os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
    ) as out:
        out.write(text)
    unfinished.rename(file)
