"""Plan and apply one root with an identity of its cloud. No decisions here."""

from typing import Final

from dagger import Container, Directory, File, Secret, dag

from pipeline.containers.toolbox import (
    SOURCE,
    TOFU,
    TOOL_PYTHON,
    debian,
    each_time,
    python,
    variables,
)
from pipeline.core.terraform import identity as cloud
from pipeline.core.terraform.identity import Access
from pipeline.target import Target

BIN: Final = "/usr/local/bin/tofu"
PLAN: Final = "/plan/plan.tfplan"
JSON: Final = "/plan/plan.json"
INIT: Final = ("tofu", "init", "-input=false", "-no-color", "-lockfile=readonly")
# A refused lock is somebody else's run: it ends soon.
PLANNED: Final = (
    *("tofu", "plan", "-input=false", "-no-color"),
    *("-lock-timeout=5m", f"-out={PLAN}"),
)
SHOWN: Final = ("tofu", "show", "-json", PLAN)
APPLIED: Final = (
    *("tofu", "apply", "-input=false", "-no-color"),
    *("-lock-timeout=5m", PLAN),
)
QUIET: Final = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}


async def plan(
    target: Target, root: str, access: Access, token: Secret, encryption: str
) -> Directory:
    """Return the plan file, and what it says as JSON, which shows secrets."""
    ready = await _ready(target, root, access, token, encryption)
    planned = ready.with_exec(list(PLANNED))
    return planned.with_exec(list(SHOWN), redirect_stdout=JSON).directory("/plan")


async def apply(
    target: Target,
    root: str,
    access: Access,
    token: Secret,
    encryption: str,
    approved: File,
) -> str:
    """Apply exactly a plan; OpenTofu refuses one of another state than the present."""
    ready = await _ready(target, root, access, token, encryption)
    return await ready.with_file(PLAN, approved).with_exec(list(APPLIED)).stdout()


async def _ready(
    target: Target, root: str, access: Access, token: Secret, encryption: str
) -> Container:
    """Return a root that knows its state and its cloud."""
    config = target.config
    which = cloud.cloud_of(root, config.terraform_folder)
    settings = {**QUIET, **access.variables(which)}
    settings["TF_ENCRYPTION"] = cloud.encrypted(encryption)
    source = await target.apart(config.terraform_folder, *config.terraform_files)
    container = (
        python(TOOL_PYTHON)
        .with_(debian(("ca-certificates",)))
        .with_file(BIN, dag.container().from_(TOFU).file(BIN))
        .with_directory(SOURCE, source)
        .with_directory("/plan", dag.directory())
        .with_mounted_secret(cloud.TOKEN, token)
        .with_(variables(settings))
    )
    for path, text in access.files(which).items():
        container = container.with_new_file(path, text)
    inside = container.with_workdir(f"{SOURCE}/{root}")
    return inside.with_(each_time).with_exec(list(INIT))
