"""The settings of tools that a repository has."""

from pipeline.core.settings import files, left_out, setting
from pipeline.target import Target


async def settings(target: Target) -> tuple[setting.Setting, ...]:
    """Read what settings leave out, switch off or demand."""
    there = set(await target.source.glob("**"))
    texts = {
        name: await target.source.file(name).contents()
        for name in files.NAMES
        if name in there
    }
    return left_out.beyond(setting.read(texts), target.project.tests)
