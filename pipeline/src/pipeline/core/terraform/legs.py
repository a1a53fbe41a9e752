"""The legs of the gate terraform: names, tools and verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.project.config import TERRAFORM_LEGS, Config
from pipeline.core.terraform import plan as terraform_plan
from pipeline.core.terraform import runs as terraform_runs
from pipeline.core.terraform.folders import TRUE, Folders
from pipeline.core.terraform.runs import Ran, of
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg

STAGE: Final = "terraform"
FMT, VALIDATE, TEST, PLAN, DOCS, CHECKOV, TRIVY = TERRAFORM_LEGS
TOOLS: Final = {
    FMT: "tofu-fmt",
    VALIDATE: "tofu-validate",
    TEST: "tofu-test",
    PLAN: terraform_plan.TOOL,
    DOCS: "terraform-docs",
    CHECKOV: "checkov-terraform",
    TRIVY: "trivy-terraform",
}
PROVIDERS: Final = "providers.json"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was run, where, by which kind of providers, and under which rules."""

    folders: Folders
    runs: Sequence[Ran]
    kind: str
    config: Config
    today: date

    @property
    def true(self) -> bool:
        """Say whether the providers were those that know the clouds."""
        return self.kind == TRUE

    @property
    def by(self) -> str:
        """Say who checked: an honest word for what a pass is worth."""
        versions = terraform_runs.selections(self.runs)
        named = ", ".join(f"{name} {version}" for name, version in versions.items())
        return f"{'true providers' if self.true else self.kind}: {named or 'none'}"


def legs(looked: Looked) -> list[Leg]:
    """Judge what OpenTofu and terraform-docs were asked for."""
    return [judge(looked) for judge in (_fmt, _validate, _test, _plan, _docs)]


def _fmt(looked: Looked) -> Leg:
    ran = of(FMT, looked.runs)
    found = [f for each in ran for f in terraform_runs.unformatted(each, TOOLS[FMT])]
    return leg(FMT, looked, found, _logs(ran), {"files": looked.folders.formatted})


def _validate(looked: Looked) -> Leg:
    tool, begun = TOOLS[VALIDATE], of("init", looked.runs)
    found = [
        terraform_runs.failure(each, tool, "init") for each in begun if not each.good
    ]
    ran = of(VALIDATE, looked.runs)
    found += [f for each in ran for f in terraform_runs.invalid(each, tool)]
    count = {"folders": len(begun)}
    versions = terraform_runs.selections(looked.runs)
    files = {PROVIDERS: terraform_runs.written(looked.kind, versions)}
    return leg(VALIDATE, looked, found, _logs([*begun, *ran]), count, looked.by, files)


def _test(looked: Looked) -> Leg:
    tool, ran = TOOLS[TEST], of(TEST, looked.runs)
    found = [f for each in ran for f in terraform_runs.diagnosed(each, tool)]
    for folder in looked.folders.modules:
        if folder not in looked.folders.tested:
            said = "has no test; add one in its folder tests/"
            found.append(Finding(tool, "untested", said, Severity.HIGH, folder))
    count = 0
    for each in ran:
        count += (tests := terraform_runs.tested(each))
        if not tests and each.good:
            said = "its tests test nothing"
            found.append(Finding(tool, "untested", said, Severity.HIGH, each.folder))
    if not ran and not found:
        return skipped(TEST, "no folder has tests", looked.config)
    numbers = {"runs": count, "folders": len(ran)}
    return leg(TEST, looked, found, _logs(ran), numbers)


def _plan(looked: Looked) -> Leg:
    tool, ran = TOOLS[PLAN], of(PLAN, looked.runs)
    if looked.true:
        why = "true providers plan with an account only; see the workflow terraform"
        return skipped(PLAN, why, looked.config, required=False)
    if not looked.folders.live:
        return skipped(PLAN, "nothing is live", looked.config, required=False)
    if not ran:
        why = "no root can be planned: it is not valid"
        return skipped(PLAN, why, looked.config, waits_for=STAGE)
    found = [f for each in ran for f in terraform_runs.diagnosed(each, tool)]
    planned = terraform_runs.plans(looked.runs)
    read = {folder: terraform_plan.parse(text) for folder, text in planned.items()}
    files = {
        f"plan-{folder.replace('/', '-')}.txt": terraform_plan.summary(plan, folder)
        for folder, plan in read.items()
    }
    count = sum(len(plan.changes) for plan in read.values())
    numbers = {"roots": len(ran), "resources": count}
    reason = f"{looked.kind}, never applied"
    return leg(PLAN, looked, found, _logs(ran), numbers, reason, files)


def _docs(looked: Looked) -> Leg:
    tool, ran = TOOLS[DOCS], of(TOOLS[DOCS], looked.runs)
    if not ran:
        return skipped(DOCS, "there is no module", looked.config, required=False)
    red = [each for each in ran if not each.good]
    found = [terraform_runs.failure(each, tool, "out-of-date") for each in red]
    return leg(DOCS, looked, found, _logs(ran), {"modules": len(ran)})


def leg(
    name: str,
    looked: Looked,
    found: Iterable[Finding],
    left: Sequence[ToolRun],
    looked_at: Mapping[str, int],
    reason: str = "",
    files: Mapping[str, str] | None = None,
) -> Leg:
    """Return a leg of what was looked at, with what the runs of its tool left."""
    return replace(
        Leg.found(STAGE, name, (TOOLS[name],), found),
        reason=reason,
        seconds=sum(run.seconds for run in left),
        log="".join(run.log for run in left),
        files=files or {},
        required=name in looked.config.terraform_required,
        looked_at=looked_at,
    )


def _logs(ran: Sequence[Ran]) -> list[ToolRun]:
    """Return the logs of commands by their folders; what programs read is long."""
    return [
        replace(
            each.run,
            tool=f"{each.run.tool} in {each.folder}",
            stdout="" if each.good else each.run.stdout,
        )
        for each in ran
    ]


def absent(folder: str) -> Leg:
    """Return the leg of a repository without Terraform."""
    why = f"there is no code in '{folder}'; add it or name terraform.folder"
    return Leg.absent(STAGE, "", (), why)


def skipped(
    name: str,
    why: str,
    config: Config,
    *,
    required: bool = True,
    waits_for: str = "",
) -> Leg:
    """Return the leg of what was not looked at."""
    return replace(
        Leg.skipped(STAGE, name, (TOOLS[name],), why),
        required=required and name in config.terraform_required,
        waits_for=waits_for,
    )
