"""Run git with a time limit, and without the configuration of the machine."""

import base64
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pipeline.writer.errors import GitFailed
from pipeline.writer.git import causes

# Told of each step before it is taken, so that tests can end us there.
Step = Callable[[str], None]
LOCAL: Final = 120.0
TIMED_OUT: Final = 124
# Hosts take any name where the token is the password.
USER: Final = "x-access-token"


def unwatched(step: str) -> None:
    """Take no notice of a step."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left."""

    code: int
    out: bytes
    err: str


@dataclass(frozen=True, slots=True)
class Git:
    """A repository to run git in, and all that git gets to see."""

    folder: Path
    env: Mapping[str, str]
    secret: str = ""
    step: Step = unwatched

    def run(self, *words: str, stdin: bytes = b"", seconds: float = LOCAL) -> Done:
        """Run it to its end, whatever that is."""
        self.step(f"git {' '.join(words[:3] if words[0] == '-c' else words[:1])}")
        process = self._started(words)
        try:
            out, err = process.communicate(stdin, seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            return Done(TIMED_OUT, b"", f"timed out after {seconds:.0f} s")
        except BaseException:
            _end(process)
            raise
        return Done(process.returncode, out, self.masked(err))

    def well(
        self, *words: str, to: str, stdin: bytes = b"", seconds: float = LOCAL
    ) -> Done:
        """Run it, and say so if it could not do what it was *to* do."""
        done = self.run(*words, stdin=stdin, seconds=seconds)
        if done.code:
            raise causes.failure(to, done.err)
        return done

    def out(
        self, *words: str, to: str, stdin: bytes = b"", seconds: float = LOCAL
    ) -> bytes:
        """Return what it prints."""
        return self.well(*words, to=to, stdin=stdin, seconds=seconds).out

    def line(self, *words: str, to: str, stdin: bytes = b"") -> str:
        """Return the one line that it prints."""
        return self.out(*words, to=to, stdin=stdin).decode().strip()

    def knowing(self, more: Mapping[str, str]) -> "Git":
        """Return the same with more variables."""
        return replace(self, env={**self.env, **more})

    def _started(self, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                ["git", *words],
                cwd=self.folder,
                env=dict(self.env),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # What git starts itself has to end with it.
                start_new_session=True,
            )
        except OSError as error:
            raise GitFailed(
                f"could not run git: {error.strerror}; install it, put it on the PATH"
            ) from error

    def masked(self, said: bytes) -> str:
        """Return what was printed, without the secret in any way it is written."""
        text = said.decode(errors="replace")
        for each in spellings(self.secret) if self.secret else ():
            text = text.replace(each, "***")
        return text


def spellings(secret: str) -> tuple[str, ...]:
    """Return a secret as it is, as in an address, and as HTTP's header has it."""
    header = base64.b64encode(f"{USER}:{secret}".encode()).decode()
    return (header, secret, quote(secret, safe=""))


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
