"""Who is signed in: kept by the server, under an id that only the browser has."""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256

from app.memory.store import Store

SECONDS = 8 * 60 * 60


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that has come, and the person who has signed in with it, if any."""

    id: str
    csrf: str
    person: str | None = None
    token_hash: str | None = None
    """Of the token that the person has signed in with."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of the service; every method raises Away with its store."""

    store: Store

    def begin(
        self, person: str | None = None, token_hash: str | None = None
    ) -> Session:
        """Return a new session, under an id that nobody can guess."""
        session_id, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        session = Session(session_id, csrf, person, token_hash)
        kept = {"csrf": csrf, "person": person, "token_hash": token_hash}
        self.store.set(key(session.id), json.dumps(kept).encode(), SECONDS)
        return session

    def find(self, session_id: str) -> Session | None:
        """Return the session with an id, if it has not ended."""
        [kept] = self.store.get(key(session_id))
        return Session(session_id, **json.loads(kept)) if kept else None

    def end(self, session: Session) -> None:
        """Forget a session."""
        self.store.delete(key(session.id))


def key(session_id: str) -> str:
    """Return where a session is kept."""
    # Whoever reads the store must not be able to take a session over.
    return f"session:{sha256(session_id.encode()).hexdigest()}"
