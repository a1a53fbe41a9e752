"""What does Trivy say, of each kind, and what is asked of it?"""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Finding, Severity
from pipeline.core.project.config import SCANS, Config
from pipeline.core.tool import ToolRun
from pipeline.core.tools import trivy
from tests.pipeline.examples import data, places, ran

IMAGE = data("trivy-image.json")
SOURCE = data("trivy-source.json")
NO_NETWORK = data("trivy-download.txt")


def trivy_ran(document: str, stderr: str = "") -> ToolRun:
    """Return a run that left a report."""
    return ran("trivy", 0, stderr=stderr, trivy_json=document)


def changed(document: str, **metadata: object) -> str:
    """Return a report with other metadata."""
    content: dict[str, Any] = json.loads(document)
    content["Metadata"] |= metadata
    return json.dumps(content)


def report(*results: dict[str, object]) -> str:
    """Return a report of a plain image with these results."""
    metadata = {"ImageConfig": {"config": {"User": "10001"}}}
    return json.dumps({"Metadata": metadata, "Results": results})


def of_image(kind: str, document: str = IMAGE) -> list[Finding]:
    """List what is said of the image."""
    return list(trivy.image_findings(trivy_ran(document), kind, Config()))


def of_source(kind: str, document: str = SOURCE, stderr: str = "") -> list[Finding]:
    """List what is said of the source."""
    return list(trivy.source_findings(trivy_ran(document, stderr), kind, Config()))


def test_vulnerable_packages_say_what_mends_them() -> None:
    """Those of the distribution and those of the service."""
    assert [
        "Dockerfile: made-up-system-library 1.0-1: A made-up advisory of a "
        "distribution; fixed in 2.0-1 (in the image) [TEST-2026-0003]",
        "Dockerfile: made-up-unfixable 1.0: A made-up advisory: fixed in no version; "
        "fixed in no version yet (in the image, Python) [TEST-2026-0002]",
        "Dockerfile: made-up-vulnerable 1.0: A made-up advisory: fixed in 1.1; "
        "fixed in 1.1 (in the image, Python) [TEST-2026-0001]",
    ] == [str(finding) for finding in of_image("vulnerabilities")]


def test_what_nothing_mends_does_not_block() -> None:
    """Unless it is asked to: nobody could turn the gate green again."""
    run = trivy_ran(IMAGE)
    for only, blocking in ((True, [True, False, True]), (False, [True, True, True])):
        config = Config(scan_fixable_only=only)
        found = trivy.image_findings(run, "vulnerabilities", config)
        assert blocking == [finding.blocks for finding in found]


def test_an_advisory_has_the_names_of_its_vendors() -> None:
    """And one with the package, to ignore it there only."""
    entry = {
        "VulnerabilityID": "CVE-1",
        "VendorIDs": ["DSA-1"],
        "PkgName": "openssl",
        "InstalledVersion": "3.0",
    }
    document = report({"Target": "x", "Class": "os-pkgs", "Vulnerabilities": [entry]})
    (finding,) = of_image("vulnerabilities", document)
    assert ("DSA-1", "CVE-1:openssl") == finding.aliases
    assert Severity.HIGH is finding.severity, "nobody has rated it"
    assert finding.message.startswith("openssl 3.0: vulnerable; fixed in no version")


def test_a_distribution_without_updates_is_a_finding() -> None:
    """No advisories are listed for it any more, so nothing else would be found."""
    system = {"Family": "debian", "Name": "9.13", "EOSL": True}
    found = of_image("vulnerabilities", changed(IMAGE, OS=system))
    assert ["debian 9.13 gets no security updates any more"] == [
        finding.message for finding in found if finding.rule == "end-of-life"
    ]


def test_a_secret_is_named_and_not_told() -> None:
    """Neither its text nor what stands around it."""
    found = [*of_source("secrets"), *of_image("secrets")]
    assert [
        "shop/keys.py:1: a secret: AWS Access Key ID [aws-access-key-id]",
        "Dockerfile: a secret: AWS Access Key ID (in the image, /var/tmp/credentials) "
        "[aws-access-key-id]",
    ] == [str(finding) for finding in found]
    assert ("aws-access-key-id:shop/keys.py",) == found[0].aliases


def test_misconfiguration_has_rule_and_place() -> None:
    """Of Dockerfile, manifests and modules."""
    assert [
        "DS002 Dockerfile:16",
        "KSV001 k8s/deployment.yaml:8",
        "KSV003 k8s/deployment.yaml:8",
        "KSV011 k8s/deployment.yaml:8",
        "KSV014 k8s/deployment.yaml:8",
        "KSV017 k8s/deployment.yaml:8",
    ] == places(of_source("misconfiguration"))
    assert "AVD-KSV-0017" in of_source("misconfiguration")[-1].aliases


def test_what_it_passes_over_is_a_finding() -> None:
    """It ends with 0 for files that it cannot parse: nobody would have looked."""
    found = of_source("misconfiguration", report(), data("trivy-source.txt"))
    first, *_, module = found
    assert ("unreadable", "terra form/broken é.tf") == (first.rule, first.path)
    assert first.message.startswith("Error parsing file: terra form/broken é.tf:1,14")
    assert Severity.HIGH is first.severity
    # It would have to fetch that from elsewhere.
    assert (Severity.LOW, None) == (module.severity, module.path)
    assert module.message.startswith("Failed to load module.")


@pytest.mark.parametrize("user", ["", "0", "00", "+0:0", "root", "0:10001"])
def test_an_image_that_runs_as_root_is_a_finding(user: str) -> None:
    """Whatever the Dockerfile says: the user may come from the image below."""
    config = {"config": {"User": user} if user else {}}
    (finding,) = of_image("misconfiguration", changed(report(), ImageConfig=config))
    assert ("DS002", Severity.HIGH) == (finding.rule, finding.severity)
    assert f"its user is '{user}'" in finding.message


@pytest.mark.parametrize("user", ["10001", "app", "10001:0", "rooted"])
def test_an_image_of_another_user_is_none(user: str) -> None:
    """By name or number."""
    config = {"config": {"User": user}}
    assert [] == of_image("misconfiguration", changed(report(), ImageConfig=config))


def test_a_name_for_root_is_root() -> None:
    """The image's own list of users says so."""
    config = {"config": {"User": "app"}}
    run = ran("trivy", 0, trivy_json=changed(report(), ImageConfig=config))
    passwd = "app:x:0:0::/:/bin/sh\n"
    (found,) = trivy.image_findings(run, "misconfiguration", Config(), passwd)
    assert "its user is 'app', uid 0" in found.message


def test_licences_that_ask_for_something_are_findings() -> None:
    """Those of the service; what the distribution has is beside it only."""
    assert {
        "MIT OR Apache-2.0": Severity.LOW,
        "AGPL-3.0-only": Severity.CRITICAL,
        "LGPL-3.0-only": Severity.MEDIUM,
    } == {finding.rule: finding.severity for finding in of_image("licences")}
    forbidden = of_image("licences")[1]
    assert ("AGPL-3.0-only:made-up-licence",) == forbidden.aliases
    assert "made-up-licence: its licence is AGPL-3.0-only (forbidden)" in str(forbidden)


def test_a_forbidding_licence_of_the_distribution_is_told() -> None:
    """It does not block: that is for those to judge who choose the image."""
    entry = {"PkgName": "a", "Name": "AGPL-3.0-only", "Category": "forbidden"}
    rated = entry | {"Severity": "CRITICAL"}
    own = of_image("licences", report({"Target": "Python", "Licenses": [rated]}))
    (system,) = of_image(
        "licences", report({"Target": "OS Packages", "Licenses": [rated]})
    )
    assert [True] == [finding.blocks for finding in own]
    assert not system.blocks


def test_packages_and_distribution_are_counted() -> None:
    """So that a pass says of what."""
    metadata = trivy.report(trivy_ran(IMAGE))["Metadata"]
    assert 11 == trivy.packages(trivy_ran(IMAGE))
    assert "debian 12.15" == trivy.system(metadata)
    empty = trivy_ran(report())
    assert 0 == trivy.packages(empty)
    assert "no known distribution" == trivy.system(trivy.report(empty)["Metadata"])


def test_a_registry_out_of_reach_is_the_reason() -> None:
    """With its name, and why."""
    said = trivy.out_of_reach(ran("trivy", 1, stderr=NO_NETWORK))
    assert said.startswith("no database from mirror.gcr.io/aquasec/trivy-db:2: ")
    assert said.endswith("no such host")
    assert "" == trivy.out_of_reach(ran("trivy", 0, stderr="Downloading artifact..."))


@pytest.mark.parametrize("kind", SCANS)
@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ran("trivy", 1, stderr="FATAL"), id="it broke"),
        pytest.param(ran("trivy", 0), id="no report"),
        pytest.param(replace(trivy_ran(IMAGE), exit_code=1), id="broke after that"),
        pytest.param(trivy_ran('{"Results": {}}'), id="another form"),
        pytest.param(trivy_ran("{"), id="cut"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(run: ToolRun, kind: str) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        list(trivy.source_findings(run, kind, Config()))


def test_a_repository_that_is_none_is_no_reason_to_skip() -> None:
    """What was asked for was wrong; that is not the registry's fault."""
    said = "FATAL\tFatal error\tflag error: db flag error: invalid DB repository\n"
    with pytest.raises(ToolOutputError):
        trivy.out_of_reach(ran("trivy", 1, stderr=said))


def test_without_a_database_nothing_is_looked_up_in_it() -> None:
    """All else is looked at."""
    with_one = [trivy.image_command(True), trivy.source_command(True)]
    without = [trivy.image_command(False), trivy.source_command(False)]
    assert ["vuln,secret,license", "vuln,misconfig,license"] == [
        scanners(argv) for argv in with_one
    ]
    assert ["secret,license", "misconfig,license"] == [
        scanners(argv) for argv in without
    ]


def test_no_path_of_a_repository_hides_a_secret() -> None:
    """By itself Trivy passes over tests, examples, vendor/ and Markdown."""
    argv = trivy.secrets_command()
    assert "secret" == scanners(argv)
    assert trivy.SECRETS in argv
    disabled = json.loads(trivy.SOURCE_SECRETS)["disable-allow-rules"]
    assert {"tests", "examples", "vendor", "markdown"} < set(disabled)


@pytest.mark.parametrize(
    "text",
    [
        "key = {}",
        '{{"key": "{}"}}',
        '{{"key":"{}","n":1}}',
        "`{}`",
        "s3://{}:x@bucket",
        "<id>{}</id>",
        "env=({})",
    ],
)
def test_a_key_is_found_whatever_follows_it(text: str) -> None:
    """Trivy's own rule wants a space, which JSON and Markdown do not have there."""
    key = "AKIA" + "QX3ZK7WPL2MVTB5N"
    for settings in (trivy.SOURCE_SECRETS, trivy.IMAGE_SECRETS):
        content = json.loads(settings)
        (rule,) = content["rules"]
        found = re.search(rule["regex"], text.format(key))
        assert found and key == found["secret"]
        assert not re.search(rule["regex"], text.format(f"{key}7"))


def in_file(path: str, line: int = 3) -> dict[str, object]:
    """Return a result with one secret."""
    entry = {"RuleID": "r", "Title": "Key", "Severity": "HIGH", "StartLine": line}
    return {"Target": path, "Secrets": [entry]}


def test_a_secret_of_the_past_is_told_with_how_to_look_at_it() -> None:
    """Once a file, however many of its versions have it."""
    old, older = (f"{trivy.HISTORY}/{blob * 40}/shop/a.ini" for blob in "ab")
    (finding,) = of_source("secrets", report(in_file(old), in_file(older)))
    assert "shop/a.ini" == finding.place
    assert finding.message.endswith(f"(in the history: git show {'a' * 12})")
    assert ("r:shop/a.ini",) == finding.aliases


def test_a_folder_of_that_name_is_no_history() -> None:
    """Whatever a repository keeps in it."""
    names = (f"{trivy.HISTORY}/a.ini", f"{trivy.HISTORY}/b/a.ini")
    found = of_source("secrets", report(*map(in_file, names)))
    assert [f"{name}:3" for name in names] == [each.place for each in found]


def test_a_secret_that_is_still_there_is_told_where_it_is() -> None:
    """Its past is no news."""
    old = f"{trivy.HISTORY}/{'a' * 40}/shop/a.ini"
    found = of_source("secrets", report(in_file(old), in_file("shop/a.ini", 7)))
    assert ["shop/a.ini:7"] == [each.place for each in found]


def scanners(argv: tuple[str, ...]) -> str:
    """Return the scanners of a command."""
    (option,) = [word for word in argv if word.startswith("--scanners=")]
    return option.partition("=")[2]


@pytest.mark.parametrize(
    ("repository", "options"),
    [
        pytest.param(None, [], id="its own"),
        pytest.param("r.example/db:2", ["--db-repository=r.example/db:2"], id="mirror"),
    ],
)
def test_the_database_comes_from_a_mirror_where_one_is_named(
    repository: str | None, options: list[str]
) -> None:
    """Else from where Trivy looks itself."""
    command = trivy.download(repository)
    assert options == [word for word in command if "repository" in word]
