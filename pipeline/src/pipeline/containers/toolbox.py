"""Containers of tools: pinned, cached, without policy."""

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import anyio
from dagger import CacheSharingMode, Container, File, ReturnType, dag

from pipeline.core.tool import ToolRun

Step = Callable[[Container], Container]

SOURCE: Final = "/src"
TOOLS: Final = "/opt/tools"
OURS: Final = "/opt/pipeline"
PLUGINS: Final = "/opt/plugins"
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

UV: Final = "uv==0.13.9"
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
        .with_exec(["pip", "install", "--no-cache-dir", "--quiet", UV])
        .with_mounted_cache("/root/.cache/uv", dag.cache_volume("pipeline-uv"))
    )
    return container.with_(variables(VARIABLES)).with_workdir(SOURCE)


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


def tools(group: str) -> Container:
    """Install one locked group of tools (a file in tools/) on the tools' own Python."""
    return python(TOOL_PYTHON).with_(installed(group))


def installed(group: str) -> Step:
    """Install one locked group of tools into an environment of its own."""
    lock = dag.current_module().source().file(f"src/pipeline/tools/{group}.txt")
    prefix = f"{TOOLS}/{group}"
    interpreter = f"--python={prefix}/bin/python"
    sync = ["uv", "pip", "sync", "--quiet", "--require-hashes"]

    def step(container: Container) -> Container:
        return (
            container.with_file(f"/locks/{group}.txt", lock)
            .with_exec(["uv", "venv", "--quiet", prefix])
            .with_exec([*sync, interpreter, f"/locks/{group}.txt"])
            .with_env_variable("PATH", f"{prefix}/bin:$PATH", expand=True)
        )

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


def cached(name: str, path: str) -> Step:
    """Keep a tool's own cache between runs; one writer at a time."""
    volume = dag.cache_volume(f"pipeline-{name}")
    locked = CacheSharingMode.LOCKED
    return lambda container: container.with_mounted_cache(path, volume, sharing=locked)


async def run(
    container: Container, argv: Sequence[str], *, nested: bool = False
) -> ToolRun:
    """Run a tool to its end, whatever its exit code, and collect all it left.

    Reading the exit code is what forces Dagger to run it: a gate that nobody
    awaits would let everything through. A *nested* tool may ask the engine itself.
    """
    start = time.monotonic()
    ran = started(container, argv, nested=nested)
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


def started(
    container: Container, argv: Sequence[str], *, nested: bool = False
) -> Container:
    """Return a container as the tool leaves it, the same one as *run* looks into."""
    ready = container.with_directory(REPORTS, dag.directory())
    return ready.with_exec(
        list(argv), expect=ReturnType.ANY, experimental_privileged_nesting=nested
    )


async def _bytes(file: File) -> bytes:
    """Read a file that is no text, which the engine's API cannot give as one."""
    with TemporaryDirectory() as folder:
        path = await file.export(f"{folder}/file")
        return Path(path).read_bytes()


async def side_by_side(
    container: Container, commands: Sequence[Sequence[str]]
) -> list[ToolRun]:
    """Run several tools at once in copies of one container, in the order given."""
    runs: dict[int, ToolRun] = {}

    async def one(number: int, argv: Sequence[str]) -> None:
        runs[number] = await run(container, argv)

    async with anyio.create_task_group() as tasks:
        for number, argv in enumerate(commands):
            tasks.start_soon(one, number, argv)
    return [runs[number] for number in sorted(runs)]
