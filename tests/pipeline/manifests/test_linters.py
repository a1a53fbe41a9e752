"""When is a leg red that looks at what overlays become?"""

import json
from collections.abc import Callable
from datetime import date

import pytest

from pipeline.core.findings import Severity
from pipeline.core.manifests import linters as linted
from pipeline.core.project.config import Config, Ignored
from pipeline.core.tools.rendered import Places, Stretch
from pipeline.core.verdict import Leg, Verdict
from tests.pipeline.examples import data, ran

TODAY, LATER = date(2030, 1, 31), date(2030, 2, 1)
DEPLOYMENT = "k8s/base/deployment.yaml"
PLACES = Places((Stretch("k8s/overlays/dev", 1, 999, DEPLOYMENT, 2),))
BREACH = {"rule": "hpa-target", "message": "gone", "file": DEPLOYMENT, "line": 3}
COUNTS = {"overlays": 1, "objects": 2, "routes": 0, "metrics": 4, "expressions": 0}
NUMBERS = {"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0}


def contracts(
    *breaches: object, config: Config = Config(), unbuilt: tuple[str, ...] = ()
) -> Leg:
    """Return the leg of contracts."""
    said = json.dumps({"breaches": breaches, "looked_at": COUNTS})
    return linted.judge_contracts(ran("python", 0, said), unbuilt, config, TODAY)


def checkov(text: str, config: Config = Config(), today: date = TODAY) -> Leg:
    """Return the leg of Checkov."""
    run = ran("checkov", int("results" in json.loads(text)), text)
    return linted.judge_checkov(run, PLACES, (), config, today)


def trivy(text: str, config: Config = Config()) -> Leg:
    """Return the leg of Trivy."""
    run = ran("trivy", 0, trivy_json=text)
    return linted.judge_trivy_config(run, PLACES, (), config, TODAY)


def ignoring(*ids: str, expires: date = TODAY) -> Config:
    """Return a configuration with exceptions."""
    entries = tuple(Ignored(each, "we know", expires) for each in ids)
    return Config(manifests_ignore=entries, manifests_severity=Severity.MEDIUM)


def test_a_broken_promise_is_red_at_its_place() -> None:
    """In the file as people wrote it."""
    leg = contracts(BREACH)
    assert Verdict.FAILED is leg.verdict
    (finding,) = leg.findings
    assert ("hpa-target", DEPLOYMENT, 3) == (finding.rule, finding.path, finding.line)


def test_what_contracts_looked_at_is_told() -> None:
    """And what they could not hold anything against."""
    leg = contracts()
    assert Verdict.PASSED is leg.verdict
    said = "1 overlay, 2 objects, 4 metrics; no route was found in the code"
    assert said == leg.said


def test_contracts_pass_only_where_every_overlay_was_looked_at() -> None:
    """What was found in the others is red."""
    unbuilt = ("k8s/overlays/dev",)
    assert Verdict.SKIPPED is contracts(unbuilt=unbuilt).verdict
    assert Verdict.FAILED is contracts(BREACH, unbuilt=unbuilt).verdict


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param("hpa-target", id="everywhere"),
        pytest.param(f"hpa-target:{DEPLOYMENT}", id="in one file"),
    ],
)
def test_an_exception_is_told_with_its_reason_and_does_not_block(entry: str) -> None:
    """Until its day is over."""
    leg = contracts(BREACH, config=ignoring(entry))
    assert Verdict.PASSED is leg.verdict
    assert "ignored until 2030-01-31: we know" in leg.findings[0].message


def test_an_exception_that_is_over_is_red_even_when_nothing_matches_it() -> None:
    """It would stay for ever."""
    over = ignoring("gone", expires=date(2030, 1, 30))
    leg = contracts(config=over)
    assert Verdict.FAILED is leg.verdict
    assert ("ignore-gone", "pyproject.toml") == (
        leg.findings[0].rule,
        leg.findings[0].path,
    )


def test_an_exception_for_another_file_does_not_count() -> None:
    """It names one place."""
    other = ignoring("hpa-target:k8s/base/other.yaml")
    assert Verdict.FAILED is contracts(BREACH, config=other).verdict


def test_checkov_is_red_and_says_how_much_it_looked_at() -> None:
    """What is left out by annotations, too."""
    config = Config(manifests_severity=Severity.MEDIUM)
    leg = checkov(data("checkov.json"), config)
    assert (Verdict.FAILED, "90 checks") == (leg.verdict, leg.said)
    document = json.loads(data("checkov.json"))
    document["summary"]["skipped"] = 3
    assert ("3 checks by annotations",) == checkov(json.dumps(document)).left_out


def test_advice_of_checkov_does_not_block_unasked() -> None:
    """A repository may have that, by its severity."""
    assert Verdict.PASSED is checkov(data("checkov.json")).verdict


def test_an_exception_of_checkov_ends() -> None:
    """From the next day on it is red again."""
    config = ignoring("CKV_K8S_8", "CKV_K8S_9")
    assert Verdict.PASSED is checkov(data("checkov.json"), config).verdict
    assert Verdict.FAILED is checkov(data("checkov.json"), config, LATER).verdict


@pytest.mark.parametrize(
    ("severity", "blocking"),
    [(Severity.CRITICAL, 0), (Severity.HIGH, 1), (Severity.MEDIUM, 2)],
)
def test_trivy_is_red_from_a_severity_on(severity: Severity, blocking: int) -> None:
    """What is milder is shown."""
    leg = trivy(data("trivy-config.json"), Config(manifests_severity=severity))
    assert blocking == sum(finding.blocks for finding in leg.findings)
    assert (Verdict.FAILED if blocking else Verdict.PASSED) is leg.verdict
    assert (2, "99 checks") == (len(leg.findings), leg.said)


@pytest.mark.parametrize(
    ("look", "text"), [(checkov, json.dumps(NUMBERS)), (trivy, "{}")]
)
def test_a_linter_that_looked_at_nothing_is_skipped(
    look: Callable[[str], Leg], text: str
) -> None:
    """Never passed, and red where it is required."""
    leg = look(text)
    assert Verdict.SKIPPED is leg.verdict
    assert "it found nothing to look at" == leg.reason
    assert leg.is_red


def test_without_an_overlay_that_builds_the_linters_wait() -> None:
    """Red is the leg that says why."""
    leg = linted.unbuilt("checkov", ("k8s/overlays/dev",), Config())
    assert (Verdict.SKIPPED, "manifests") == (leg.verdict, leg.waits_for)
    assert "does not build: k8s/overlays/dev" == leg.reason
