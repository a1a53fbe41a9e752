"""Run a program in an image's files as an orchestrator would: read-only, as nobody."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

USER = 10001
# Only a folder of the test's own, below /tmp, is more than memory.
SCRIPT = f"""\
set -eu
root=$1 folder=$2 work=$3
shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev"
mkdir "$root/dev/shm"
for device in null zero urandom; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o uid={USER},gid={USER} tmpfs "$root/data"
chown {USER}:{USER} "$folder"
mkdir -p "$root$folder"
mount --bind "$folder" "$root$folder"
exec unshare --root="$root" --wd="$work" --setgid={USER} --setuid={USER} -- "$@"
"""


@dataclass(frozen=True, slots=True)
class Confined:
    """A root file system that programs run in, with what its image says of them."""

    root: Path
    config: Mapping[str, Any]
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """The variables that the image sets."""
        pairs = (line.partition("=") for line in self.config["Env"])
        return {name: value for name, _, value in pairs}

    def command(self, *argv: str) -> tuple[str, ...]:
        """Return what runs a program, or what the image runs, in a mount namespace."""
        inside = argv or (*self.config["Entrypoint"], *self.config["Cmd"])
        places = (str(self.root), str(self.folder), self.config["WorkingDir"])
        script = ("sh", "-c", SCRIPT, "sh", *places)
        return ("unshare", "--mount", *script, *inside)

    def run(self, *argv: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        return subprocess.run(
            self.command(*argv),
            env=self.env | more,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def python(self, code: str, **more: str) -> str:
        """Run Python code; return what it prints."""
        done = self.run("python", "-c", code, **more)
        assert 0 == done.returncode, done.stderr
        return done.stdout.strip()
