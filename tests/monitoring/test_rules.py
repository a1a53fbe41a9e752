"""Does each alert come when it must, and only then?"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from monitoring import plain_rules
from pipeline.core.contracts.reading import promql
from tests.monitoring.programs import PROMTOOL, run
from tests.monitoring.rules import ALERTS, RULES, TESTS, Rule, alerts, rules

Case = tuple[str, dict[str, Any], dict[str, Any]]


@cache
def cases() -> list[Case]:
    """Return each check of an alert: its name, the test it is in, the check."""
    return [
        (check["alertname"], test, check)
        for file in TESTS
        for test in yaml.safe_load(file.read_text())["tests"]
        for check in test["alert_rule_test"]
    ]


def test_a_plain_prometheus_gets_the_same_rules() -> None:
    """The files for it are generated; `python3 -m monitoring rules` writes them."""
    written = {file.name: file.read_text() for file in plain_rules.PLAIN.iterdir()}

    assert plain_rules.files() == written


def test_prometheus_takes_all_rules() -> None:
    """None is misspelt, and none stands twice."""
    done = run(PROMTOOL, "check", "rules", *sorted(plain_rules.PLAIN.iterdir()))

    assert 0 == done.returncode, done.stderr
    assert "duplicate" not in done.stdout


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_alerts_come_when_they_must(file: Path) -> None:
    """Prometheus' own engine evaluates them over good and bad series."""
    done = run(PROMTOOL, "test", "rules", file)

    assert 0 == done.returncode, done.stdout + done.stderr


def test_a_rule_that_has_changed_fails_its_test(tmp_path: Path) -> None:
    """Tests that pass whatever a rule says would be none."""
    folder = tmp_path / "prometheus" / "rules"
    plain_rules.write(folder)
    rule = folder / "service.yaml"
    text = rule.read_text()
    rule.write_text(text.replace("capacity_ratio > 0.8", "capacity_ratio > 0.9"))
    assert text != rule.read_text()
    test = next(file for file in TESTS if file.name == "service.yaml")
    (tmp_path / "tests").mkdir()
    copied = tmp_path / "tests" / test.name
    copied.write_text(test.read_text())
    done = run(PROMTOOL, "test", "rules", copied)

    assert 1 == done.returncode
    assert "alertname: RequestsNearCapacity" in done.stdout + done.stderr


@pytest.mark.parametrize("name", [each for each in ALERTS if each != "Watchdog"])
def test_each_alert_has_a_good_series(name: str) -> None:
    """On which it stays away, although there is something to look at."""
    good = [
        test
        for alert, test, check in cases()
        if alert == name and not check["exp_alerts"]
    ]

    assert good
    assert all(test["input_series"] for test in good)


@pytest.mark.parametrize(
    "rule", alerts(), ids=lambda rule: f"{rule.name}-{rule.severity}"
)
def test_each_alert_has_a_bad_series(rule: Rule) -> None:
    """On which it comes with its severity."""
    severities = {
        expected["exp_labels"]["severity"]
        for alert, _, check in cases()
        if alert == rule.name
        for expected in check["exp_alerts"]
    }

    assert rule.severity in severities


@pytest.mark.parametrize("name", ALERTS)
def test_the_series_of_a_test_are_those_of_the_alert(name: str) -> None:
    """An alert that has nothing to look at stays away, too."""
    given = {
        metric
        for alert, test, _ in cases()
        if alert == name
        for series in test["input_series"]
        for metric in promql.metrics(series["series"])
    }
    wanted = raw(name)

    assert wanted - {"kube_node_status_condition"} <= given | {"namespace"}


def raw(name: str) -> set[str]:
    """Return the metrics of an alert, through the series that rules record."""
    recorded = {rule.name: rule.expression for rule in rules() if rule.recorded}
    left = [rule.expression for rule in alerts() if rule.name == name]
    found: set[str] = set()
    while left:
        for metric in promql.metrics(left.pop()):
            if metric in recorded:
                left.append(recorded[metric])
            else:
                found.add(metric)
    return found


@pytest.mark.parametrize(
    "rule", alerts(), ids=lambda rule: f"{rule.name}-{rule.severity}"
)
def test_each_alert_says_how_urgent_it_is_and_where_to_read_on(rule: Rule) -> None:
    """To people who have never seen it before."""
    assert {"summary", "runbook_url"} == set(rule.annotations)
    assert rule.severity in {"page", "ticket", "none"}
    assert ("none" == rule.severity) == ("Watchdog" == rule.name)


def test_two_alerts_of_one_name_differ_in_severity() -> None:
    """Else one would hide the other."""
    twice = Counter((rule.name, rule.severity) for rule in alerts())

    assert {1} == set(twice.values())


def test_all_rules_are_in_the_kustomization() -> None:
    """What is not would never reach a cluster."""
    listed = yaml.safe_load((plain_rules.RULES / "kustomization.yaml").read_text())
    folder = plain_rules.RULES.parent / "prometheus"
    plain = yaml.safe_load((folder / "kustomization.yaml").read_text())
    generated = {each["name"]: each["files"] for each in plain["configMapGenerator"]}

    assert [file.name for file in RULES] == listed["resources"]
    assert [f"rules/{file.name}" for file in RULES] == generated["prometheus-rules"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind: Deployment", "it is no PrometheusRule"),
        ("kind: PrometheusRule\nspec: {groups: []}", "it has no groups"),
    ],
)
def test_what_holds_no_rules_is_refused(text: str, words: str) -> None:
    """A rule file without rules would be taken in silence."""
    with pytest.raises(plain_rules.RuleError, match=words):
        plain_rules.plain(text, "x.yaml")
