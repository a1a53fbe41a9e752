"""Would Falco accept these rules? Its engine is not to be had here: this is less.

That a rule matches what it is meant to match is shown by none of these tests; run
Falco's own --validate, and its event generator, where Falco runs.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.settings import parse
from tests.policies.documents import ROOT
from tests.policies.falco.rules import faults, fields

FOLDER = ROOT / "k8s" / "policies" / "falco"
WORDS = FOLDER / "10-words.yaml"
RULE = {
    "rule": "Planted",
    "desc": "A rule as it should be.",
    "condition": "program_starts and in_service and proc.name in (shells)",
    "output": "Planted (command=%proc.cmdline)",
    "priority": "ERROR",
    "tags": ["release-ledger"],
}


def read(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of rules."""
    objects: list[dict[str, Any]] = yaml.safe_load(file.read_text())
    return objects


def every() -> list[dict[str, Any]]:
    """Return all objects in the order in which Falco reads them."""
    return [each for file in sorted(FOLDER.glob("*.yaml")) for each in read(file)]


def listed(name: str) -> list[Any]:
    """Return what a list holds."""
    (items,) = [each["items"] for each in every() if each.get("list") == name]
    found: list[Any] = items
    return found


def test_the_rules_have_no_fault_that_can_be_seen() -> None:
    """Fields are documented, macros and lists are there before they are used."""
    assert len([each for each in every() if "rule" in each]) >= 8
    assert [] == faults(every())


def test_no_macro_and_no_list_is_left_over() -> None:
    """Each is used by what is read later."""
    used = "\n".join(each.get("condition", "") for each in every())
    named = [each.get("macro") or each.get("list") for each in every()]
    assert [] == [each for each in named if each and each not in used]


def test_names_of_rules_are_their_own() -> None:
    """The second of a name would take the first one's place."""
    names = [each["rule"] for each in every() if "rule" in each]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"condition": "evt.type = open and evt.dir = <"}, "no field 'evt.dir'"),
        ({"condition": "evt.type = open and fd.nam = x"}, "no field 'fd.nam'"),
        ({"condition": "evt.type = open and in_servic"}, "no macro 'in_servic'"),
        (
            {"condition": "evt.type = open and proc.name in (shell_programs)"},
            "no list 'shell_programs'",
        ),
        (
            {"condition": "evt.type = open and evt.is_open_write = yes"},
            "neither true nor false",
        ),
        ({"condition": "evt.type = connect and fd.sport = http"}, "no number"),
        ({"condition": "(evt.type = open and in_service"}, "do not match"),
        ({"condition": "proc.name = sh"}, "events of all types"),
        ({"condition": "evt.type is open"}, "no comparison 'is'"),
        ({"output": "Planted (pod=%k8s.pod.nam)"}, "shows no field 'k8s.pod.nam'"),
        ({"priority": "URGENT"}, "no priority 'URGENT'"),
        ({"enabledd": True}, "instead of"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_faulty_rule_is_seen(change: dict[str, Any], fault: str) -> None:
    """What the check is for, planted."""
    (found,) = faults([*read(WORDS), RULE | change])
    assert fault in found
    assert [] == faults([*read(WORDS), RULE])


def test_a_macro_is_not_used_before_it_is_defined() -> None:
    """Falco reads from the top."""
    assert faults([RULE, *read(WORDS)])


def test_the_documented_fields_are_of_a_named_version() -> None:
    """With those that the rules depend on most."""
    assert {"evt.type", "proc.name", "fd.sport", "k8s.ns.name"} <= fields().keys()
    assert len(fields()) > 200


def test_ports_and_folders_are_those_of_the_service() -> None:
    """The rules know them from the image and from the settings."""
    settings = parse({})
    (listener,) = [each for each in every() if "listener" in each.get("rule", "")]
    assert f"({settings.port}, {settings.metrics_port})" in listener["condition"]
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "WORKDIR /service\n" in dockerfile
    assert {"/service", "/opt/venv"} <= set(listed("program_folders"))
    assert {"dumb-init", "gunicorn", "flask"} <= set(listed("service_programs"))


def test_each_connection_that_the_network_allows_is_expected() -> None:
    """Otherwise every request to a peer would be told of."""
    others = {"istio", "engine"}
    allowed = {
        port["port"]
        for file in (ROOT / "k8s").rglob("networkpolicy-*.yaml")
        if not others & set(file.relative_to(ROOT).parts)
        for rule in yaml.safe_load(file.read_text())["spec"].get("egress", [])
        for port in rule["ports"]
    }
    assert {53, 5432, 6379} <= allowed
    assert allowed <= set(listed("peer_ports"))
