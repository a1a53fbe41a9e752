"""What the repository says of its run, read without an engine."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.core.project import config, metadata
from pipeline.core.project.config import GATES
from pipeline.core.project.engines import Engines
from pipeline.core.spread.calls import Call, calls
from spread.errors import SpreadError


@dataclass(frozen=True, slots=True)
class Target:
    """A repository, its calls, and the engines that they may go to."""

    name: str
    calls: tuple[Call, ...]
    required: tuple[str, ...]
    engines: Engines


def read(source: Path, settings: Path | None) -> Target:
    """Read a repository; engines come from *settings* where that is given.

    Raises ConfigError, ProjectError or SpreadError when it cannot be run.
    """
    text = _text(source / "pyproject.toml", needed=False)
    document = metadata.parse("pyproject.toml", text or "")
    own = config.parse(text)
    policy = config.parse(_text(settings, needed=True)) if settings else own
    if not policy.engines:
        raise SpreadError(
            f"could not spread the run of '{source}': no engine is named; add"
            " [tool.pipeline.engines] to pyproject.toml, or use dagger call ci"
        )
    name = metadata.table(document, "project").get("name")
    pythons = own.python or metadata.pythons(document)
    return Target(
        name=str(name or source.resolve().name),
        calls=calls(GATES, pythons),
        required=own.required,
        engines=policy.engines,
    )


def _text(file: Path, *, needed: bool) -> str | None:
    try:
        return file.read_text()
    except FileNotFoundError as error:
        if needed:
            raise SpreadError(
                f"could not read the settings '{file}': it is not there; name a"
                " pyproject.toml"
            ) from error
        return None
