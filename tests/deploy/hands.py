"""What others do to the branch: people, or anybody else who may push."""

from collections.abc import Mapping
from dataclasses import dataclass
from subprocess import CalledProcessError
from uuid import uuid4

from local.git_repository import Hosted
from pipeline.core.project.environment import Environment
from tests.pipeline.deploy.shipping import FRESH, OVERLAY, PLACES

# The seed's own time: what is committed later has later times.
SEEDED = 1_760_000_000
BASE = b"# Hands off: \xe9 is no UTF-8 here\r\nresources: []\r\n"


@dataclass(frozen=True, slots=True)
class File:
    """Contents with a mode of their own."""

    content: bytes
    mode: str = "100644"


Files = Mapping[str, bytes | File | None]


def seed() -> dict[str, bytes | File | None]:
    """Return a repository's first files: an empty component for each environment."""
    components = {PLACES.component(each): FRESH.encode() for each in Environment}
    overlays = {PLACES.overlay(each): OVERLAY.encode() for each in Environment}
    return {
        **components,
        **overlays,
        "k8s/base/kustomization.yaml": BASE,
        "README.md": b"shop\n",
    }


def commit(
    hosted: Hosted,
    files: Files,
    subject: str | bytes = "By hand",
    branch: str = "main",
    onto: str | None = None,
) -> str:
    """Commit as somebody else whose push comes through; fails when it does not."""
    ref, work = f"refs/heads/{branch}", f"refs/work/{uuid4().hex}"
    before = _tip(hosted, ref) if onto is None else onto
    hosted.git("fast-import", "--quiet", stdin=_stream(work, before, files, subject))
    made = hosted.git("rev-parse", work)
    hosted.git("update-ref", "-d", work)
    replaced = before if _tip(hosted, ref) else ""
    hosted.git("update-ref", ref, made, replaced or "0" * len(made))
    return made


def append(hosted: Hosted, path: str, line: bytes) -> None:
    """Append to the newest version of a file, again while others are faster."""
    while True:
        tip = hosted.tip()
        try:
            before = read(hosted, path, tip)
        except CalledProcessError:
            before = b""
        try:
            commit(hosted, {path: before + line}, onto=tip)
        except CalledProcessError:
            continue
        return


def read(hosted: Hosted, path: str, at: str = "refs/heads/main") -> bytes:
    """Return a file as the branch has it, to the byte."""
    text = hosted.git("cat-file", "blob", f"{at}:{path}", strip=False)
    return text.encode(errors="surrogateescape")


def subjects(hosted: Hosted) -> list[str]:
    """Return the subjects of the branch's commits, newest first."""
    return hosted.git("log", "--format=%s", "refs/heads/main").splitlines()


def _tip(hosted: Hosted, ref: str) -> str:
    try:
        return hosted.git("rev-parse", "--verify", "--quiet", ref)
    except CalledProcessError:
        return ""


def _stream(ref: str, before: str, files: Files, subject: str | bytes) -> bytes:
    said = subject.encode() if isinstance(subject, str) else subject
    lines = [
        b"commit %s" % ref.encode(),
        b"committer Ada <ada@shop.example> %d +0000" % SEEDED,
        b"data %d\n%s" % (len(said), said),
    ]
    if before:
        lines.append(b"from %s" % before.encode())
    for path, file in files.items():
        lines.append(_change(path.encode(), file))
    return b"\n".join(lines) + b"\n"


def _change(path: bytes, file: bytes | File | None) -> bytes:
    if file is None:
        return b"D %s" % path
    known = file if isinstance(file, File) else File(file)
    if known.mode == "160000":
        return b"M 160000 %s %s" % (known.content, path)
    size = len(known.content)
    head = b"M %s inline %s\ndata %d\n" % (known.mode.encode(), path, size)
    return head + known.content
