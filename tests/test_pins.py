"""Is every version that is pinned renewed by somebody, and every file checked?"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.test_structure import ROOT, tracked

RENOVATE: Final[Any] = json.loads((ROOT / ".github" / "renovate.json").read_text())
# What looks like a pin: an image, a package, a version of a Go module or of the engine.
PINS: Final = {
    "image": re.compile(r"[a-z0-9][\w./-]*:v?\d+\.\d+[\w.-]*(?=[\"@\s]|$)", re.M),
    "package": re.compile(r"[a-z][\w.-]*==\d[\w.]*"),
    "version": re.compile(r"\"v\d+\.\d+\.\d+\""),
    "wheel": re.compile(r"wheel = \"[^\"]+\""),
}
# Files in which Renovate finds versions by itself, and why the rest need nobody.
BUILT_IN: Final = (
    r"(^|/)Dockerfile$|\.Dockerfile$",  # dockerfile
    r"(^|/)compose[^/]*\.ya?ml$",  # docker-compose
    r"(^|/)pyproject\.toml$",  # pep621
    r"(^|/)go\.mod$",  # gomod
    r"(^|/)kustomization\.yaml$",  # kustomize
    r"\.tf$",  # terraform
    r"^\.github/workflows/.+\.yaml$",  # github-actions
    r"\.in$",  # with the lock beside it
)
NO_PINS: Final = {
    r"^tests/(?!workflows/act\.py)": "they repeat a pin, and fail when it is renewed",
    r"^engine/build/distconsts/": "those of the engine's release; nothing starts there",
    r"^docs/|\.md$": "words",
    r"^bench/module/": "the engine's version, which a test compares",
    r"^(uv\.lock|.+/uv\.lock|.+\.svg)$": "written by a program",
    r"^(terraform|k8s|argocd)/.+\.lock\.hcl$": "written by a program",
}
INSIDE_DOCKERFILES: Final = "package"


@dataclass(frozen=True, slots=True)
class Pin:
    """Something of one version, and where it stands."""

    file: str
    kind: str
    text: str
    start: int
    end: int


def pins() -> Iterator[Pin]:
    """Find all that look like one, in every file that git knows."""
    for path in tracked():
        file = path.relative_to(ROOT).as_posix()
        if any(re.search(each, file) for each in NO_PINS) or not path.is_file():
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for kind, pattern in PINS.items():
            for found in pattern.finditer(text):
                yield Pin(file, kind, found[0], found.start(), found.end())


def is_of(file: str, manager: Any) -> bool:
    """Say whether a manager reads a file."""
    patterns = [each.strip("/") for each in manager["managerFilePatterns"]]
    return any(re.search(each, file) for each in patterns)


def renewed(pin: Pin) -> bool:
    """Say whether a custom manager finds the version of a pin, as Renovate would."""
    text = (ROOT / pin.file).read_text()
    for manager in RENOVATE["customManagers"]:
        if not is_of(pin.file, manager):
            continue
        for pattern in manager["matchStrings"]:
            for found in re.finditer(pattern.replace("(?<", "(?P<"), text):
                start, end = found.span("currentValue")
                if pin.start <= start and end <= pin.end:
                    return True
    return False


def known(pin: Pin) -> bool:
    """Say whether Renovate finds it without being told how."""
    if re.search(r"Dockerfile$", pin.file) and pin.kind == INSIDE_DOCKERFILES:
        return False
    own = ("pip-compile", "kubernetes")
    return any(re.search(each, pin.file) for each in BUILT_IN) or any(
        is_of(pin.file, RENOVATE[name]) for name in own
    )


def test_every_pin_is_renewed() -> None:
    """One that nobody looks at grows old in silence."""
    found = list(pins())
    assert len(found) > 100
    forgotten = {
        f"{pin.file}: {pin.text}" for pin in found if not (known(pin) or renewed(pin))
    }
    assert set() == forgotten


@pytest.mark.parametrize(
    "manager", RENOVATE["customManagers"], ids=lambda each: each["description"]
)
def test_every_pattern_finds_something(manager: Any) -> None:
    """A file that was moved would be left out without a word."""
    files = [path.relative_to(ROOT).as_posix() for path in tracked()]
    for pattern in manager["managerFilePatterns"]:
        assert [file for file in files if re.search(pattern.strip("/"), file)], pattern
    texts = [(ROOT / file).read_text() for file in files if is_of(file, manager)]
    for pattern in manager["matchStrings"]:
        wanted = re.compile(pattern.replace("(?<", "(?P<"))
        assert any(wanted.search(text) for text in texts), pattern


def test_uv_has_one_version() -> None:
    """In the engine, in the tools' containers, in the image."""
    files = (
        *("engine/locks/toolchain.in", "pipeline/src/pipeline/tools/uv.in"),
        *("Dockerfile", "bench/naive.Dockerfile"),
    )
    texts = [(ROOT / file).read_text() for file in files]
    versions = {found for text in texts for found in re.findall(r"\buv==\S+", text)}
    assert 1 == len(versions)


LOCKS: Final = [
    path
    for path in tracked("engine/*.in", "pipeline/src/pipeline/tools/*.in")
    if path.suffix == ".in"
]


@pytest.mark.parametrize("source", LOCKS, ids=lambda path: path.stem)
def test_whatever_is_installed_is_locked_with_hashes(source: Path) -> None:
    """Each line of the source is in the lock, and each package of it has a hash."""
    lock = source.with_suffix(".txt").read_text()
    entries = re.split(r"(?m)^(?=[a-zA-Z])", lock)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    for line in source.read_text().splitlines():
        if "==" in line:
            assert any(entry.startswith(line) for entry in entries), line


INSTALLS: Final = re.compile(r"\bpip\"?,? \"?(?:install|download)\b")


def test_nothing_is_installed_without_a_hash() -> None:
    """By pip, in Dockerfiles and in code that runs tools; uv reads locks."""
    # What `init` writes is for others, who may have no lock.
    own = tracked("Dockerfile", "engine/*Dockerfile", "engine/*.py", "pipeline/*.py")
    files = [path for path in own if not path.match("core/project/starting.py")]
    unchecked = []
    for file in files:
        text = file.read_text().replace("\\\n", " ")
        unchecked += [
            f"{file.relative_to(ROOT)}: {line.strip()}"
            for line in text.splitlines()
            if INSTALLS.search(line) and not re.search(r"hashes|CHECKED|uv", line)
        ]
    assert [] == unchecked


def test_debian_s_packages_are_checked_by_apt() -> None:
    """It compares them with lists that the archive has signed, unless told not to."""
    off = re.compile(r"allow-unauthenticated|AllowUnauthenticated|trusted=yes")
    code = tracked("*.py", "*Dockerfile", "*.sh", "*.toml", "Makefile")
    guilty = [
        path
        for path in code
        if path.name != "test_pins.py" and off.search(path.read_text())
    ]
    assert [] == guilty


def test_what_maven_serves_has_its_digest() -> None:
    """Beside each version that the images are made of."""
    images = tomllib.loads((ROOT / "engine/images/images.toml").read_text())["image"]
    fetched = {
        image["folder"]: image["args"]
        for image in images
        if "fetch.py"
        in (ROOT / "engine/images" / image["folder"] / "Dockerfile").read_text()
    }
    assert {"cpython-maven", "postgres"} == set(fetched)
    for args in fetched.values():
        (digest,) = (value for name, value in args.items() if name.endswith("_SHA256"))
        assert re.fullmatch(r"[0-9a-f]{64}", digest)
