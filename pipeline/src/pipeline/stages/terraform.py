"""Check, test and plan Terraform. The verdict is core.terraform.legs'."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from dagger import Container, Directory, dag

from pipeline.containers.together import gathered
from pipeline.containers.toolbox import (
    SOURCE,
    TERRAFORM_DOCS,
    TOFU,
    TOOL_PYTHON,
    cached,
    ours,
    python,
    run,
    tools,
)
from pipeline.containers.toolbox import trivy as with_trivy
from pipeline.containers.toolbox import variables
from pipeline.core.terraform import checkov
from pipeline.core.terraform import folders as policy
from pipeline.core.terraform import legs
from pipeline.core.terraform import runs as terraform_runs
from pipeline.core.terraform import trivy
from pipeline.core.terraform.folders import Folders
from pipeline.core.terraform.legs import Looked
from pipeline.core.tool import ToolRun
from pipeline.core.tools.trivy import CACHE, IGNORING
from pipeline.core.verdict import Leg
from pipeline.target import Target

BIN: Final = "/usr/local/bin"
STAND_INS: Final = "/usr/share/opentofu"
SETTINGS: Final = "/etc/opentofu/tofurc"
# The true ones are large: they are fetched once.
FETCHED: Final = "/opt/providers"
# Just what runs there: the tests of all modules are repeated when it changes.
RUNNER: Final = (
    *("__init__.py", "core/__init__.py", "core/terraform/__init__.py"),
    *("core/terraform/folders.py", "opentofu"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """What is looked at, and by which kind of providers."""

    source: Directory
    folders: Folders
    kind: str
    owner: str

    @property
    def true(self) -> bool:
        """Say whether the providers are those that know the clouds."""
        return self.kind == policy.TRUE


async def terraform(target: Target) -> tuple[Leg, ...]:
    """Look at all of it; where there is none it is absent."""
    config, beginning = target.config, time.monotonic()
    root = config.terraform_folder
    folders = Folders.found(await target.source.glob(f"{root}/**"), root)
    if not folders.every:
        return (legs.absent(root),)
    kind = await dag.container().from_(TOFU).label(policy.LABEL) or policy.TRUE
    source = await target.apart(root, *config.terraform_files)
    found = await _looked(Place(source, folders, kind, target.owner))
    ignoring = len(await source.directory(root).search(IGNORING))
    runs = terraform_runs.runs(found[TOFU])
    looked = Looked(folders, runs, kind, config, datetime.now(UTC).date())
    judged = [
        *legs.legs(looked),
        checkov.judge(looked, found[legs.CHECKOV], await _plans(looked)),
        trivy.judge(looked, found[legs.TRIVY], ignoring),
    ]
    ended = time.monotonic() - beginning
    return tuple(replace(leg, started=max(0.0, ended - leg.seconds)) for leg in judged)


async def _looked(place: Place) -> dict[str, ToolRun]:
    """Run OpenTofu and both linters side by side."""
    root = place.folders.root
    # Settings that the repository keeps for it would decide what it looks at.
    checkoved = tools("checkov").with_directory(SOURCE, place.source).with_workdir("/")
    trivied = with_trivy(CACHE).with_directory(SOURCE, place.source)
    return await gathered(
        {
            TOFU: run(_ready(place), policy.COMMAND),
            legs.CHECKOV: run(checkoved, checkov.command(root)),
            legs.TRIVY: run(trivied, trivy.command(root)),
        }
    )


async def _plans(looked: Looked) -> ToolRun | None:
    """Let Checkov look at the plans; without any there is nothing to look at."""
    texts = checkov.plan_files(terraform_runs.plans(looked.runs))
    if not texts:
        return None
    container = tools("checkov").with_directory(checkov.PLANS, _files(texts))
    ready = container.with_(variables(checkov.PLANS_VARIABLES)).with_workdir("/")
    return await run(ready, checkov.plans_command())


def _files(texts: Mapping[str, str]) -> Directory:
    folder = dag.directory()
    for name, text in texts.items():
        folder = folder.with_new_file(name, text)
    return folder


def _ready(place: Place) -> Container:
    """Return what OpenTofu runs in: the official image holds the program alone."""
    tofu, docs = (dag.container().from_(image) for image in (TOFU, TERRAFORM_DOCS))
    container = (
        python(TOOL_PYTHON)
        .with_file(f"{BIN}/tofu", tofu.file(f"{BIN}/tofu"))
        .with_file(f"{BIN}/terraform-docs", docs.file(f"{BIN}/terraform-docs"))
        .with_(ours(*RUNNER))
        .with_directory(SOURCE, _local(place))
        .with_new_file(policy.REQUEST, policy.request(place.folders, true=place.true))
    )
    if place.true:
        kept = cached("terraform-providers", place.owner, FETCHED)
        return container.with_(kept).with_env_variable("TF_PLUGIN_CACHE_DIR", FETCHED)
    return (
        container.with_directory(STAND_INS, tofu.directory(STAND_INS))
        .with_file(SETTINGS, tofu.file(SETTINGS))
        .with_env_variable("TF_CLI_CONFIG_FILE", SETTINGS)
    )


def _local(place: Place) -> Directory:
    """Return the source with roots whose state is nobody's."""
    source = place.source
    for folder in place.folders.live:
        source = source.with_new_file(f"{folder}/{policy.OVERRIDE}", policy.LOCAL)
    return source
