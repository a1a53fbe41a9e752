"""A repository as its server holds it, with the rules that servers have."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

PROTECTED = """\
#!/bin/sh
while read -r old new name; do
  if [ "$name" = "refs/heads/{branch}" ]; then
    echo "{message}" >&2
    exit 1
  fi
done
"""
# Nothing of the machine's own configuration gets in.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
}


@dataclass(frozen=True, slots=True)
class Hosted:
    """A bare repository in a folder."""

    path: Path

    @classmethod
    def make(cls, path: Path, branch: str) -> "Hosted":
        """Make an empty one, which serves what large hosts serve."""
        made = cls(path)
        made.git("init", "--quiet", "--bare", f"--initial-branch={branch}", str(path))
        for name in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
            made.configure(name, "true")
        return made

    def git(self, *words: str, stdin: bytes = b"", strip: bool = True) -> str:
        """Run git in it and return what it prints."""
        inside = ("-C", str(self.path)) if self.path.is_dir() else ()
        done = subprocess.run(
            ["git", *inside, *words],
            input=stdin,
            env=ENVIRONMENT,
            capture_output=True,
            check=True,
        )
        out = done.stdout.decode(errors="surrogateescape")
        return out.strip() if strip else out

    def configure(self, name: str, value: str) -> None:
        """Set one of git's own settings."""
        self.git("config", name, value)

    def hook(self, name: str, script: str) -> None:
        """Let a script have its say in each push."""
        file = self.path / "hooks" / name
        file.parent.mkdir(exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(script)
        fresh.chmod(0o755)
        fresh.replace(file)

    def unhook(self, name: str) -> None:
        """Take a hook away."""
        (self.path / "hooks" / name).unlink()

    def protect(self, branch: str, message: str = "the branch is protected") -> None:
        """Turn every push to a branch away."""
        self.hook("pre-receive", PROTECTED.format(branch=branch, message=message))

    def close(self) -> None:
        """Let nobody push any more: the server answers 403."""
        self.configure("http.receivepack", "false")

    def tip(self, branch: str = "main") -> str:
        """Return the newest commit of a branch."""
        return self.git("rev-parse", f"refs/heads/{branch}")
