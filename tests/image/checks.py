"""What must not be in the files of an image; each returns what it found."""

import csv
import stat
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

TOOLS = {
    *("apt", "apt-get", "ash", "bash", "busybox", "curl", "dash", "dpkg", "ensurepip"),
    *("env", "git", "ldconfig", "login", "perl", "pip", "pip3", "rpm", "sh", "su"),
    *("uv", "wget", "zsh"),
}
OURS = (
    "/data",
    "/dev",
    "/opt",
    "/proc",
    "/run",
    "/service",
    "/sys",
    "/tmp",
    "/usr/local",
)
# Written by the assembly, or made by a package when it was installed.
WRITTEN = {
    *("/etc/group", "/etc/ld.so.cache", "/etc/nsswitch.conf", "/etc/passwd"),
    *("/etc/localtime", "/etc/ssl/certs/ca-certificates.crt", "/lib", "/lib64"),
}
ADMIN = "/var/lib/dpkg/"


def files(root: Path) -> Iterator[Path]:
    """List everything but folders."""
    return (path for path in root.rglob("*") if is_file(path))


def is_file(path: Path) -> bool:
    """Say whether a path is anything but a folder, or nothing."""
    return path.is_symlink() or not path.is_dir()


def named(root: Path, paths: Iterator[Path]) -> list[str]:
    """Return paths as they are called inside."""
    return sorted(f"/{path.relative_to(root)}" for path in paths)


def setuid(root: Path) -> list[str]:
    """List files that run as somebody else."""
    special = stat.S_ISUID | stat.S_ISGID
    return named(root, (it for it in files(root) if it.lstat().st_mode & special))


def tools(root: Path) -> list[str]:
    """List shells, package managers, and what else an intruder would like to find."""
    return named(root, (it for it in files(root) if it.name in TOOLS))


def writable(root: Path) -> list[str]:
    """List what others than root may change, but for the folders made for it."""
    meant = {root / "tmp", root / "data"}
    return named(
        root,
        (
            path
            for path in root.rglob("*")
            if not path.is_symlink() and path not in meant
            if path.stat().st_uid or path.stat().st_mode & 0o022
        ),
    )


def unreadable(root: Path) -> list[str]:
    """List what the user of the service cannot read."""
    return named(root, (it for it in files(root) if not it.lstat().st_mode & 0o004))


def owners(root: Path) -> Counter[str]:
    """Count the Debian packages that list a file, for each file that they list."""
    lists = (root / "var/lib/dpkg/info").glob("*.list")
    return Counter(
        f"/{real(root, line).relative_to(root)}"
        for listed in lists
        for line in listed.read_text().splitlines()
        if is_file(root / line.lstrip("/"))
    )


def real(root: Path, line: str) -> Path:
    """Return where a listed path really is: folders may be links."""
    path = root / line.lstrip("/")
    return path.parent.resolve() / path.name


def unowned(root: Path) -> list[str]:
    """List files of Debian's places that no package, or more than one, lists."""
    counted = owners(root)
    return [
        path
        for path in named(root, files(root))
        if not path.startswith((*(f"{folder}/" for folder in OURS), ADMIN))
        if path not in WRITTEN and counted[path] != 1
    ]


def missing(root: Path) -> list[str]:
    """List files that a Debian package says it has, and has not."""
    there = set(named(root, files(root)))
    return sorted(owners(root).keys() - there)


def unrecorded(packages: Path) -> list[str]:
    """List files of Python packages that none, or more than one, of them records."""
    counted = Counter(
        row[0]
        for record in packages.glob("*.dist-info/RECORD")
        for row in csv.reader(record.read_text().splitlines())
    )
    names = (str(path.relative_to(packages)) for path in files(packages))
    return [it for it in names if "__pycache__" not in it and counted[it] != 1]


def misrecorded(packages: Path) -> list[str]:
    """List files of Python packages that are not what their record says."""
    return [
        name
        for record in packages.glob("*.dist-info/RECORD")
        for name, digest, size in csv.reader(record.read_text().splitlines())
        if record != packages / name
        if (digest, size) != recorded(packages / name)
    ]


def recorded(file: Path) -> tuple[str, str]:
    """Return what a record has to say of a file."""
    digest = urlsafe_b64encode(sha256(file.read_bytes()).digest())
    return f"sha256={digest.decode().rstrip('=')}", str(file.stat().st_size)
