"""What tools are told by a repository, and what it ships past them."""

from pipeline.core.compose.copied import copied
from pipeline.core.project import layout
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


async def unseen(target: Target) -> list[str]:
    """List the Python files that the Dockerfile copies and no gate reads."""
    if not target.project.has_dockerfile:
        return []
    dockerfile = await target.source.file(target.config.build_dockerfile).contents()
    code = await target.source.glob("**/*.py")
    looked_at = {*target.project.python, *layout.within(target.project.tests, code)}
    known = copied(dockerfile, code) - looked_at
    return [name for name in known if not layout.is_test(name)]
