"""May pods reach exactly the peers that their settings name?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import parse
from pipeline.core.project.environment import Environment
from tests.k8s.rendered import Object, Rendered, combined, environment

NAMES = [each.value for each in Environment]
SETTINGS = parse({})
HTTP, METRICS = SETTINGS.port, SETTINGS.metrics_port
DNS = {"kube-system kube-dns UDP 53", "kube-system kube-dns TCP 53"}
OWN = {"postgres TCP 5432", "redis TCP 6379"}
BROUGHT = {"10.20.0.0/16 TCP 5432", "10.20.0.0/16 TCP 6379"}
DATA = {"dev": OWN, "staging": BROUGHT, "production": BROUGHT}
NAMESPACE = "kubernetes.io/metadata.name"


def matches(selector: Object, labels: dict[str, str]) -> bool:
    """Tell whether a selector takes what has these labels."""
    for each in selector.get("matchExpressions", []):
        assert "In" == each["operator"]
        if labels.get(each["key"]) not in each["values"]:
            return False
    wanted: dict[str, str] = selector.get("matchLabels", {})
    return wanted.items() <= labels.items()


def described(peer: Object) -> str:
    """Return a peer as one would say it."""
    if block := peer.get("ipBlock"):
        return str(block["cidr"])
    words = [peer.get("namespaceSelector", {}).get("matchLabels", {}).get(NAMESPACE)]
    labels = peer.get("podSelector", {}).get("matchLabels", {})
    last = ("app.kubernetes.io/component", "app.kubernetes.io/name", "k8s-app", "app")
    words += [labels[key] for key in last if key in labels][:1]
    return " ".join(word for word in words if word)


def allowed(rendered: Rendered, labels: dict[str, str], way: str) -> Iterator[str]:
    """Return what pods with these labels may reach, or may be reached by."""
    peers = {"egress": "to", "ingress": "from"}[way]
    for policy in rendered.of("NetworkPolicy"):
        spec = policy["spec"]
        if not matches(spec["podSelector"], labels):
            continue
        assert way.capitalize() in spec["policyTypes"] or way not in spec
        for rule in spec.get(way, []):
            # A rule without peers or ports is one for all of them.
            for peer in rule[peers]:
                for port in rule["ports"]:
                    yield f"{described(peer)} {port['protocol']} {port['port']}"


def of(component: str) -> dict[str, str]:
    """Return the labels of the service's pods of a component."""
    return {
        "app.kubernetes.io/name": "release-ledger",
        "app.kubernetes.io/component": component,
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_allowed_is_dropped(name: str) -> None:
    """For every pod of the namespace, and both ways."""
    spec = environment(name).one("NetworkPolicy", "deny-all")["spec"]
    assert {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]} == spec


@pytest.mark.parametrize("name", NAMES)
def test_the_service_reaches_names_database_and_redis(name: str) -> None:
    """And nothing else: no API server, no collector where none is set."""
    reached = set(allowed(environment(name), of("api"), "egress"))
    assert DNS | DATA[name] == reached


@pytest.mark.parametrize("name", NAMES)
def test_the_migration_reaches_the_database_alone(name: str) -> None:
    reached = set(allowed(environment(name), of("migration"), "egress"))
    assert DNS | {each for each in DATA[name] if each.endswith("5432")} == reached
    assert set() == set(allowed(environment(name), of("migration"), "ingress"))


@pytest.mark.parametrize("name", NAMES)
def test_the_service_is_reached_by_users_and_scrapes(name: str) -> None:
    """And by what makes traffic, where there is an analysis."""
    rendered = environment(name)
    expected = {f"ingress TCP {HTTP}", f"monitoring TCP {METRICS}"}
    if rendered.of("AnalysisTemplate"):
        expected.add(f"traffic TCP {HTTP}")
    assert expected == set(allowed(rendered, of("api"), "ingress"))


@pytest.mark.parametrize("name", ["staging", "production"])
def test_traffic_reaches_the_service_alone(name: str) -> None:
    """Whichever version: both have the same labels."""
    reached = set(allowed(environment(name), of("traffic"), "egress"))
    assert DNS | {f"api TCP {HTTP}"} == reached


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_what_dev_brings_itself_reaches_nothing(name: str) -> None:
    """And is reached by the service only."""
    labels = {"app.kubernetes.io/name": name}
    rendered = environment("dev")
    assert set() == set(allowed(rendered, labels, "egress"))
    (port,) = rendered.one("Service", name)["spec"]["ports"]
    by = {"postgres": "release-ledger", "redis": "api"}[name]
    assert {f"{by} TCP {port['port']}"} == set(allowed(rendered, labels, "ingress"))


@pytest.mark.parametrize(
    ("component", "peer"),
    [
        ("tracing", "monitoring otel-collector TCP 4318"),
        ("istio", "istio-system istiod TCP 15012"),
    ],
)
def test_a_component_adds_its_own_peer(
    component: str, peer: str, tmp_path: Path
) -> None:
    reached = set(allowed(combined(tmp_path, [component]), of("api"), "egress"))
    assert DNS | {peer} == reached
