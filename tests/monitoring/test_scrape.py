"""Which series does Prometheus get of what runs in a cluster?"""

import json
from pathlib import Path

import pytest
import yaml

from tests.monitoring import programs
from tests.monitoring.programs import PROMTOOL, asked, run
from tests.monitoring.scraping import CONFIGURATION, with_files
from tests.serving import wait

META = "__meta_kubernetes_"
POD = {
    f"{META}namespace": "release-ledger-production",
    f"{META}pod_name": "release-ledger-7d4b9-x2x8k",
    f"{META}pod_phase": "Running",
    f"{META}pod_node_name": "worker-1",
    f"{META}pod_annotation_prometheus_io_scrape": "true",
    f"{META}pod_annotation_prometheus_io_port": "9090",
    f"{META}pod_annotation_prometheus_io_path": "/metrics",
    f"{META}pod_label_app_kubernetes_io_name": "release-ledger",
    f"{META}pod_label_rollouts_pod_template_hash": "7d4b9",
    f"{META}pod_container_name": "api",
    f"{META}pod_container_port_name": "metrics",
    f"{META}pod_container_port_number": "9090",
}


def pod(address: str, **changes: str) -> dict[str, object]:
    """Return what is found of a pod's port."""
    changed = {f"{META}{name}": value for name, value in changes.items()}
    return {"targets": [address], "labels": {**POD, **changed}}


def endpoint(
    address: str, namespace: str, service: str, port: str
) -> dict[str, object]:
    """Return what is found of a Service's endpoint."""
    labels = {
        f"{META}namespace": namespace,
        f"{META}service_name": service,
        f"{META}endpointslice_port_name": port,
        f"{META}pod_name": f"{service}-0",
    }
    return {"targets": [address], "labels": labels}


def agent(address: str, name: str, port: str = "metrics") -> dict[str, object]:
    """Return what is found of a pod that runs on each node."""
    labels = {
        f"{META}namespace": "monitoring",
        f"{META}pod_name": f"{name}-abcde",
        f"{META}pod_node_name": "worker-1",
        f"{META}pod_label_app_kubernetes_io_name": name,
        f"{META}pod_container_port_name": port,
    }
    return {"targets": [address], "labels": labels}


def node(address: str) -> dict[str, object]:
    """Return what is found of a node."""
    return {"targets": [address], "labels": {f"{META}node_name": "worker-1"}}


FOUND = {
    "release-ledger": [
        pod("10.0.0.1:9090"),
        pod(
            "10.0.0.1:8000",
            pod_container_port_name="http",
            pod_container_port_number="8000",
        ),
        pod("10.0.0.2:9090", pod_annotation_prometheus_io_scrape="false"),
        pod("10.0.0.3:9090", pod_label_app_kubernetes_io_name="postgres"),
        pod("10.0.0.4:9090", pod_phase="Succeeded"),
    ],
    "argo-rollouts": [
        endpoint("10.0.1.1:8090", "argo-rollouts", "argo-rollouts-metrics", "metrics"),
        endpoint("10.0.1.1:8080", "argo-rollouts", "argo-rollouts", "healthz"),
    ],
    "argocd": [
        endpoint("10.0.1.2:8082", "argocd", "argocd-metrics", "metrics"),
        endpoint("10.0.1.3:6379", "argocd", "argocd-redis", "tcp-redis"),
    ],
    "cert-manager": [
        {
            "targets": ["10.0.1.4:9402"],
            "labels": {
                f"{META}namespace": "cert-manager",
                f"{META}pod_name": "cert-manager-0",
                f"{META}pod_container_port_name": "http-metrics",
            },
        }
    ],
    "kube-state-metrics": [
        endpoint("10.0.1.5:8080", "monitoring", "kube-state-metrics", "metrics"),
        endpoint("10.0.1.6:9093", "monitoring", "alertmanager", "http"),
    ],
    "alertmanager": [
        endpoint("10.0.1.5:8080", "monitoring", "kube-state-metrics", "metrics"),
        endpoint("10.0.1.6:9093", "monitoring", "alertmanager", "http"),
    ],
    "victoria-logs": [endpoint("10.0.1.7:9428", "monitoring", "victoria-logs", "http")],
    "node-exporter": [
        agent("10.0.2.1:9100", "node-exporter"),
        agent("10.0.2.2:8888", "otel-collector"),
    ],
    "otel-collector": [
        agent("10.0.2.1:9100", "node-exporter"),
        agent("10.0.2.2:8888", "otel-collector"),
        agent("10.0.2.2:4318", "otel-collector", "otlp-http"),
    ],
    "cadvisor": [node("10.0.2.3:10250")],
    "kubelet": [node("10.0.2.3:10250")],
}


def of(namespace: str, name: str, instance: str, job: str) -> dict[str, str]:
    """Return the labels of what belongs to a namespace."""
    return {"namespace": namespace, "pod": name, "instance": instance, "job": job}


def on_node(instance: str, job: str) -> dict[str, str]:
    """Return the labels of what belongs to a node."""
    return {"node": "worker-1", "instance": instance, "job": job}


WANTED = {
    "release-ledger": {
        "http://10.0.0.1:9090/metrics": {
            **of(
                "release-ledger-production",
                "release-ledger-7d4b9-x2x8k",
                "10.0.0.1:9090",
                "release-ledger",
            ),
            "rollouts_pod_template_hash": "7d4b9",
        }
    },
    "argo-rollouts": {
        "http://10.0.1.1:8090/metrics": of(
            "argo-rollouts", "argo-rollouts-metrics-0", "10.0.1.1:8090", "argo-rollouts"
        )
    },
    "argocd": {
        "http://10.0.1.2:8082/metrics": of(
            "argocd", "argocd-metrics-0", "10.0.1.2:8082", "argocd"
        )
    },
    "cert-manager": {
        "http://10.0.1.4:9402/metrics": of(
            "cert-manager", "cert-manager-0", "10.0.1.4:9402", "cert-manager"
        )
    },
    "kube-state-metrics": {
        "http://10.0.1.5:8080/metrics": of(
            "monitoring", "kube-state-metrics-0", "10.0.1.5:8080", "kube-state-metrics"
        )
    },
    "alertmanager": {
        "http://10.0.1.6:9093/metrics": of(
            "monitoring", "alertmanager-0", "10.0.1.6:9093", "alertmanager"
        )
    },
    "victoria-logs": {
        "http://10.0.1.7:9428/metrics": of(
            "monitoring", "victoria-logs-0", "10.0.1.7:9428", "victoria-logs"
        )
    },
    "node-exporter": {
        "http://10.0.2.1:9100/metrics": on_node("10.0.2.1:9100", "node-exporter")
    },
    "otel-collector": {
        "http://10.0.2.2:8888/metrics": on_node("10.0.2.2:8888", "otel-collector")
    },
    "cadvisor": {
        "https://10.0.2.3:10250/metrics/cadvisor": on_node("10.0.2.3:10250", "cadvisor")
    },
    "kubelet": {"https://10.0.2.3:10250/metrics": on_node("10.0.2.3:10250", "kubelet")},
}
OWN = {"namespace": "monitoring", "instance": "127.0.0.1:9090", "job": "prometheus"}


@pytest.fixture(name="targets", scope="module")
def _targets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Let Prometheus find what a cluster would tell it of, and return its targets."""
    folder = tmp_path_factory.mktemp("scrape")
    for job, found in FOUND.items():
        (folder / f"{job}.json").write_text(json.dumps(found))
    file = folder / "prometheus.yaml"
    file.write_text(configuration(folder))
    with programs.prometheus(folder, file) as address:
        wait(lambda: len(active(address)) > len(WANTED))
        return active(address)


def configuration(folder: Path) -> str:
    """Return the configuration, of which only the discovery is another one."""
    text = with_files(CONFIGURATION.read_text(), folder)
    token = folder / "token"
    token.write_text("none")
    return text.replace(
        "/var/run/secrets/kubernetes.io/serviceaccount/token", str(token)
    )


def active(address: str) -> dict[str, dict[str, object]]:
    """Return the labels of each target, by job and address."""
    data = asked(address, "/api/v1/targets", state="active")
    found: dict[str, dict[str, object]] = {}
    for target in data["activeTargets"]:
        job = found.setdefault(target["scrapePool"], {})
        job[target["scrapeUrl"]] = target["labels"]
    return found


@pytest.mark.parametrize("job", WANTED)
def test_targets_get_exactly_their_labels(
    job: str, targets: dict[str, dict[str, object]]
) -> None:
    """Those that queries group by; and nothing else is a target."""
    assert WANTED[job] == targets[job]


def test_prometheus_watches_itself(targets: dict[str, dict[str, object]]) -> None:
    """Rules ask for its own metrics."""
    assert {"http://127.0.0.1:9090/metrics": OWN} == targets["prometheus"]


def test_each_job_is_checked_here() -> None:
    """Also one that comes later."""
    jobs = yaml.safe_load(CONFIGURATION.read_text())["scrape_configs"]

    assert {each["job_name"] for each in jobs} == {*WANTED, "prometheus"}


def test_prometheus_takes_the_configuration(tmp_path: Path) -> None:
    """With files in the place of Kubernetes, which Debian's does not know."""
    file = tmp_path / "prometheus.yaml"
    file.write_text(with_files(CONFIGURATION.read_text(), tmp_path))
    done = run(PROMTOOL, "check", "config", "--syntax-only", file)

    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "job", ["argo-rollouts", "argocd", "kube-state-metrics", "cert-manager"]
)
def test_the_namespace_is_that_of_what_is_told_of(job: str) -> None:
    """Not that of who tells it: else all rollouts were in one namespace."""
    jobs = yaml.safe_load(CONFIGURATION.read_text())["scrape_configs"]

    assert [True] == [
        each.get("honor_labels") for each in jobs if each["job_name"] == job
    ]


def test_the_operator_scrapes_the_same_namespaces() -> None:
    """Whichever of the two a cluster has, the series are the same."""
    folder = CONFIGURATION.parents[1] / "operator"
    monitor = yaml.safe_load(
        (folder / "servicemonitor-release-ledger.yaml").read_text()
    )
    jobs = yaml.safe_load(CONFIGURATION.read_text())["scrape_configs"]
    (discovery,) = jobs[0]["kubernetes_sd_configs"]

    named = monitor["spec"]["namespaceSelector"]["matchNames"]
    assert discovery["namespaces"]["names"] == named
