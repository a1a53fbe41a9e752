"""Render an environment's manifests before and after a change."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.core.deploy.plan import Render, Rendered
from pipeline.core.environments.decision import Places, Snapshot
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.writer.git.clone import Clone
from pipeline.writer.git.folder import temporary
from pipeline.writer.git.trees import entries

SECONDS: Final = 60.0
# Who renders is bound to an environment as soon as the branch says where it is.
Renderer = Callable[[Environment, Places], Render]


@dataclass(frozen=True, slots=True)
class Kustomize:
    """Renders what a clone holds, with the kustomize on the PATH."""

    clone: Clone
    path: str

    def renderer(self, environment: Environment, places: Places) -> Render:
        """Return what renders an environment."""
        overlay = f"{places.overlays}/{environment.value}"
        # An overlay's base is its neighbour; the rest of the tree is not fetched.
        root = str(PurePosixPath(places.overlays).parent)

        def render(snapshot: Snapshot, files: Mapping[str, str | None]) -> Rendered:
            with temporary(str(self.clone.git.folder)) as folder:
                _write(folder, self._files(snapshot.tip, root))
                before = self._build(folder, overlay)
                _write(folder, files)
                return Rendered(before, self._build(folder, overlay))

        return render

    def _files(self, tip: str, root: str) -> Mapping[str, str]:
        objects = {
            path: entry.object
            for path, entry in entries(self.clone.git, tip, root).items()
            if entry.regular
        }
        texts = self.clone.texts(objects.values())
        return {path: texts[name] for path, name in objects.items()}

    def _build(self, folder: Path, overlay: str) -> str:
        program = shutil.which("kustomize", path=self.path)
        if program is None:
            raise _refused(overlay, "there is no kustomize", "put it on the PATH")
        self.clone.git.step("kustomize build")
        try:
            done = subprocess.run(
                [program, "build", folder / overlay],
                # Neither tokens nor what the machine is set to are its business.
                env={"PATH": self.path, "HOME": str(folder)},
                capture_output=True,
                text=True,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            cause = f"kustomize took more than {SECONDS:.0f} s"
            raise _refused(overlay, cause, "look for remote resources") from error
        if done.returncode:
            said = done.stderr.replace(f"{folder}/", "").strip()[:500]
            raise _refused(overlay, f"kustomize says '{said}'", "fix the manifests")
        return done.stdout


def _write(folder: Path, files: Mapping[str, str | None]) -> None:
    for path, text in files.items():
        if ".." in PurePosixPath(path).parts:
            raise _refused(path, "it leads out of the repository", "remove it")
        file = folder / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode(errors="surrogateescape"))


def _refused(what: str, cause: str, remedy: str) -> Refused:
    return Refused(f"could not render '{what}': {cause}; {remedy}")
