"""What every workflow keeps to: each rule says what breaks it."""

import re
from collections.abc import Callable, Iterator

from tests.workflows.files import Table, Workflow

ACTION = re.compile(r"uses: ([^@\s]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$", re.MULTILINE)
# Functions that run tests, plug-ins of tools or a Dockerfile of the repository.
RUNS_CODE = re.compile(
    r"dagger call (?:ci|report|record|part|test|integration|end-to-end|lint|typecheck"
    r"|security|fix|build|scan|image-archive|image-report|publish(?! .*--archive=))\b"
    r"|\bmake\b|pytest|python3 -m (?!engine )"
)
# Functions that refuse a checkout in which something lies that is in no commit.
OF_A_COMMIT = re.compile(r"dagger call (?:record|publish)\b")
READERS = ("none", "read")


def pinned(flow: Workflow) -> Iterator[str]:
    """Actions have a commit's hash, with their version in a comment."""
    right = [place.span()[0] for place in ACTION.finditer(flow.text)]
    for place in re.finditer(r"uses: .*", flow.text):
        if place.span()[0] not in right:
            yield place.group()


def modest(flow: Workflow) -> Iterator[str]:
    """Nothing is permitted but by a job, and that says what for."""
    if flow.table.get("permissions") != {}:
        yield "permissions of the whole"
    for name, job in flow.jobs.items():
        if not isinstance(job.get("permissions"), dict):
            yield f"permissions of {name}"
    for line in re.findall(r"^ +[a-z-]+: (?:read|write)\b.*", flow.text, re.MULTILINE):
        if " # " not in line:
            yield f"{line.strip()} without why"


def cautious(flow: Workflow) -> Iterator[str]:
    """No expression gets into a script, no token stays in the checkout."""
    for _, step in flow.steps():
        if "${{" in step.get("run", ""):
            yield f"expression in '{step['name']}'"
        checkout = step.get("uses", "").startswith("actions/checkout@")
        if checkout and step.get("with", {}).get("persist-credentials") is not False:
            yield f"credentials after '{step['name']}'"


def bounded(flow: Workflow) -> Iterator[str]:
    """Every job ends, on a runner that is named, and is no two at once."""
    for name, job in flow.jobs.items():
        if "timeout-minutes" not in job:
            yield f"no timeout of {name}"
        if not re.search(r"\d", str(job["runs-on"])):
            yield f"no version of the runner of {name}"
        if "concurrency" not in job and "concurrency" not in flow.table:
            yield f"no concurrency of {name}"


def patient(flow: Workflow) -> Iterator[str]:
    """Who writes is never cancelled."""
    cancels = [cancelling(flow.table), *map(cancelling, flow.jobs.values())]
    if any(cancels) and writes(flow):
        yield "cancelled while it writes"


def cancelling(table: Table) -> bool:
    """Say whether a newer run ends this one."""
    group: Table = table.get("concurrency", {})
    return group.get("cancel-in-progress") is not False and bool(group)


def writes(flow: Workflow) -> bool:
    """Say whether a workflow changes something outside."""
    scripts = [step.get("run", "") for _, step in flow.steps()]
    return any(
        re.search(r"\b(deployments|infrastructure|publish)\b", script)
        for script in scripts
    )


def unprovoked(flow: Workflow) -> Iterator[str]:
    """What the machine writer pushes starts nothing."""
    push = flow.on.get("push")
    if push is None:
        return
    apart = "k8s/overlays/*/image/**" in push.get("paths-ignore", [])
    elsewhere = [path for path in push.get("paths", []) if "k8s" not in path]
    if not apart and (not elsewhere or elsewhere != push["paths"]):
        yield "started by an environment's image"
    for name, job in flow.jobs.items():
        rule = "github.actor != vars.MACHINE_WRITER"
        first = "needs" not in job and "inputs." not in str(job.get("if"))
        if first and rule not in str(job.get("if")):
            yield f"{name} started by the machine writer"


def apart(flow: Workflow) -> Iterator[str]:
    """What may push or vouch for something runs no tests, and builds nothing."""
    for name, job in flow.jobs.items():
        rights = job.get("permissions") or {}
        if "write" not in (rights.get("id-token"), rights.get("packages")):
            continue
        for step in job.get("steps", []):
            if RUNS_CODE.search(step.get("run", "")):
                yield f"{name} runs code in '{step['name']}'"


def clean(flow: Workflow) -> Iterator[str]:
    """What is tied to a commit is made from a checkout that nothing else lies in."""
    for name, job in flow.jobs.items():
        steps = job.get("steps", [])
        if not any(OF_A_COMMIT.search(step.get("run", "")) for step in steps):
            continue
        for step in steps:
            left = re.findall(r'export\s+--path=(?!"\$)(\S+)', step.get("run", ""))
            path = str(step.get("with", {}).get("path", "${{ runner.temp }}"))
            if left or not path.startswith("${{ runner.temp }}"):
                yield f"{name} leaves files in the checkout in '{step['name']}'"


RULES: tuple[Callable[[Workflow], Iterator[str]], ...] = (
    *(pinned, modest, cautious),
    *(bounded, patient, unprovoked, apart, clean),
)
