"""Containers of tools: pinned, cached, without policy."""

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dagger import CacheSharingMode, Container, File, ReturnType, dag

from pipeline.containers.together import gathered
from pipeline.core.tool import ToolRun

Step = Callable[[Container], Container]

SOURCE: Final = "/src"
TOOLS: Final = "/opt/tools"
OURS: Final = "/opt/pipeline"
PLUGINS: Final = "/opt/plugins"
UV_CACHE: Final = "/root/.cache/uv"
REPORTS: Final = "/reports"
BINARY: Final = (".png", ".zip")

TRIVY: Final = "aquasec/trivy:0.60.0"
KUSTOMIZE: Final = "registry.k8s.io/kustomize/kustomize:v5.7.1"
COSIGN: Final = "ghcr.io/sigstore/cosign/cosign:v2.6.5"
TOFU: Final = "ghcr.io/opentofu/opentofu:1.12.6-minimal"
TERRAFORM_DOCS: Final = "quay.io/terraform-docs/terraform-docs:0.20.0"
ACTIONLINT: Final = "rhysd/actionlint:1.7.12"

# The interpreter of the tools themselves; those of the target are legs.
TOOL_PYTHON: Final = "3.12"

LOCKS: Final = "src/pipeline/tools"
INSTALL_UV: Final = (
    *("pip", "install", "--no-cache-dir", "--quiet", "--require-hashes"),
    *("--only-binary=:all:", "--requirement=/locks/uv.txt"),
)
VARIABLES: Final = {
    # A container forgets what it compiles: without this every start would
    # compile every import again.
    "UV_COMPILE_BYTECODE": "1",
    "UV_LINK_MODE": "copy",
    "UV_NATIVE_TLS": "1",
    "UV_NO_PROGRESS": "1",
    "UV_PYTHON_DOWNLOADS": "never",
    # Tools that bring certificates of their own are to trust the system's.
    "REQUESTS_CA_BUNDLE": "/etc/ssl/certs/ca-certificates.crt",
    # Set and dict order would otherwise change reports from run to run.
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def python(version: str) -> Container:
    """Start from an interpreter with uv beside it."""
    container = (
        dag.container()
        .from_(f"python:{version}-slim")
        .with_file("/locks/uv.txt", _lock("uv"))
        .with_exec(list(INSTALL_UV))
    )
    return container.with_(variables(VARIABLES)).with_workdir(SOURCE)


def _lock(group: str) -> File:
    """Return the file that names each package of a group, with its hashes."""
    return dag.current_module().source().file(f"{LOCKS}/{group}.txt")


def installing(owner: str, *commands: Sequence[str]) -> Step:
    """Run commands of uv with the cache of *owner*, which nothing sees afterwards.

    uv takes what lies in its cache for what it once fetched and checked: whoever
    writes there decides what is installed the next time.
    """
    kept = dag.cache_volume(f"pipeline-uv-{owner}")

    def step(container: Container) -> Container:
        container = container.with_mounted_cache(UV_CACHE, kept)
        for argv in commands:
            container = container.with_exec(list(argv))
        return container.without_mount(UV_CACHE)

    return step


def variables(values: Mapping[str, str]) -> Step:
    """Set several environment variables."""

    def step(container: Container) -> Container:
        for name, value in values.items():
            container = container.with_env_variable(name, value)
        return container

    return step


def debian(packages: Sequence[str]) -> Step:
    """Install packages of the distribution that the interpreter comes with."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]

    def step(container: Container) -> Container:
        if not packages:
            return container
        return container.with_exec(["apt-get", "update"]).with_exec(install)

    return step


def tools(group: str, version: str = TOOL_PYTHON) -> Container:
    """Install one locked group of tools (a file in tools/) where nothing else lies."""
    prefix = f"{TOOLS}/{group}"
    sync = ("uv", "pip", "sync", "--quiet", "--require-hashes")
    install = (*sync, f"--python={prefix}/bin/python", f"/locks/{group}.txt")
    return (
        python(version)
        .with_file(f"/locks/{group}.txt", _lock(group))
        .with_(installing("tools", ("uv", "venv", "--quiet", prefix), install))
        .with_env_variable("PATH", f"{prefix}/bin:$PATH", expand=True)
    )


def beside(group: str, version: str) -> Step:
    """Bring one group of tools to what a repository has installed.

    They are not installed there: its settings, and programs of that environment, would
    have a say in it.
    """
    prefix = f"{TOOLS}/{group}"
    installed = tools(group, version).directory(prefix)

    def step(container: Container) -> Container:
        placed = container.with_directory(prefix, installed)
        return placed.with_env_variable("PATH", f"{prefix}/bin:$PATH", expand=True)

    return step


def trivy(folder: str) -> Container:
    """Start from Trivy, which keeps what it knows in *folder*."""
    container = dag.container().from_(TRIVY).with_workdir(SOURCE)
    return container.with_env_variable("TRIVY_CACHE_DIR", folder)


def kustomize() -> Container:
    """Start from kustomize."""
    container = dag.container().from_(KUSTOMIZE).with_workdir(SOURCE)
    return container.with_env_variable("PATH", "/app:$PATH", expand=True)


def actionlint() -> Container:
    """Start from actionlint, which looks for the repository's own settings."""
    container = dag.container().from_(ACTIONLINT).with_workdir(SOURCE)
    # It takes for a project only what Git knows.
    return container.with_directory(f"{SOURCE}/.git", dag.directory())


def ours(*parts: str) -> Step:
    """Bring parts of this package, to be run as `python -m pipeline...`."""
    source = dag.current_module().source().directory("src/pipeline")
    # Into a folder of its own: so it is known by what these parts hold.
    code = dag.directory().with_directory(".", source, include=list(parts))

    def step(container: Container) -> Container:
        placed = container.with_directory(f"{OURS}/pipeline", code)
        return placed.with_env_variable("PYTHONPATH", OURS)

    return step


def pytest_plugin(container: Container) -> Container:
    """Bring the plugin that pytest is told to load."""
    plugin = dag.current_module().source().directory("src/pipeline/tools/pytest")
    # Into a folder of its own: so it is known by what it holds.
    placed = dag.directory().with_directory(".", plugin, include=["*.py"])
    return container.with_directory(PLUGINS, placed).with_env_variable(
        "PYTHONPATH", PLUGINS
    )


def each_time(container: Container) -> Container:
    """Let whatever comes next be done each time that it is asked for.

    The engine knows a step by what goes into it: asked twice, it would act once.
    """
    return container.with_env_variable("ASKED", str(uuid.uuid4()))


def cached(name: str, owner: str, path: str) -> Step:
    """Keep a tool's cache between runs of *owner*; one writer at a time."""
    volume = dag.cache_volume(f"pipeline-{name}-{owner}")
    locked = CacheSharingMode.LOCKED
    return lambda container: container.with_mounted_cache(path, volume, sharing=locked)


async def run(container: Container, argv: Sequence[str]) -> ToolRun:
    """Run a tool to its end, whatever its exit code, and collect all it left.

    Reading the exit code is what forces Dagger to run it: a gate that nobody
    awaits would let everything through.
    """
    start = time.monotonic()
    ran = started(container, argv)
    exit_code = await ran.exit_code()
    left = ran.directory(REPORTS)
    names = [name for name in await left.glob("**/*") if not name.endswith("/")]
    binary = [name for name in names if name.endswith(BINARY)]
    return ToolRun(
        tool=argv[0],
        exit_code=exit_code,
        stdout=await ran.stdout(),
        stderr=await ran.stderr(),
        reports={n: await left.file(n).contents() for n in names if n not in binary},
        artifacts={name: await _bytes(left.file(name)) for name in binary},
        seconds=time.monotonic() - start,
    )


def started(container: Container, argv: Sequence[str]) -> Container:
    """Return a container as the tool leaves it, the same one as *run* looks into."""
    ready = container.with_directory(REPORTS, dag.directory())
    return ready.with_exec(list(argv), expect=ReturnType.ANY)


async def _bytes(file: File) -> bytes:
    """Read a file that is no text, which the engine's API cannot give as one."""
    with TemporaryDirectory() as folder:
        path = await file.export(f"{folder}/file")
        return Path(path).read_bytes()


async def side_by_side(
    container: Container, commands: Sequence[Sequence[str]]
) -> list[ToolRun]:
    """Run several tools at once in copies of one container, in the order given."""
    calls = {number: run(container, argv) for number, argv in enumerate(commands)}
    return [*(await gathered(calls)).values()]
