"""Parse Checkov's report on rendered manifests into findings."""

from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun
from pipeline.core.tools.rendered import FOLDER, Places

TOOL: Final = "checkov"
# Its policies come with the program: what is red changes with its version only.
COMMAND: Final = (
    *(TOOL, f"--directory={FOLDER}", "--framework=kubernetes"),
    *("--skip-download", "--compact", "--quiet", "--output=json"),
    # Images by digest: the leg images says so, of every kind and of volumes, too.
    "--skip-check=CKV_K8S_43",
)
FOUND: Final = 1
# Without its service Checkov rates nothing. These let a container out of its bounds,
# or somebody take over the cluster; the rest is advice.
GRAVE: Final = frozenset(
    (
        *("CKV_K8S_16", "CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19", "CKV_K8S_20"),
        *("CKV_K8S_23", "CKV_K8S_25", "CKV_K8S_26", "CKV_K8S_27", "CKV_K8S_39"),
        *("CKV_K8S_49", "CKV_K8S_155", "CKV_K8S_156", "CKV_K8S_157", "CKV_K8S_158"),
        *("CKV2_K8S_1", "CKV2_K8S_2", "CKV2_K8S_3", "CKV2_K8S_4", "CKV2_K8S_5"),
    )
)


def findings(run: ToolRun, places: Places) -> list[Finding]:
    """Read its JSON."""
    said = _report(run)
    if "results" not in said:
        run.agrees(0)
        return []
    found = [_finding(each, places) for each in said["results"]["failed_checks"]]
    run.agrees(len(found), FOUND)
    return [*found, *_unread(said["summary"])]


def looked_at(run: ToolRun) -> int:
    """Count the checks that were made; those that somebody left out are none."""
    summary = _summary(_report(run))
    return sum(int(summary[name].number()) for name in ("passed", "failed"))


def left_out(run: ToolRun) -> int:
    """Count the checks that annotations of the manifests leave out."""
    summary = _summary(_report(run))
    return int(summary["skipped"].number())


def _report(run: ToolRun) -> Node:
    return read(run, run.stdout)


def _summary(said: Node) -> Node:
    """Return the numbers; they stand alone where there was nothing to look at."""
    return said["summary"] if "summary" in said else said


def _finding(check: Node, places: Places) -> Finding:
    rule, resource = check["check_id"].text(), check["resource"].text()
    # Kind, namespace and name, in this order.
    kind, _, name = resource.split(".", 2)
    first = next(iter(check["file_line_range"])).position()
    path, line = places.of(check["file_path"].text().rpartition("/")[2], first)
    return Finding(
        tool=TOOL,
        rule=rule,
        message=f"{kind} {name}: {check['check_name'].text()}",
        severity=Severity.HIGH if rule in GRAVE else Severity.MEDIUM,
        path=path,
        line=line,
        aliases=(f"{rule}:{path}",),
    )


def _unread(summary: Node) -> list[Finding]:
    errors = int(summary["parsing_errors"].number())
    if not errors:
        return []
    said = f"it could not read {errors} files"
    return [Finding(TOOL, "unreadable", said, Severity.HIGH)]
