"""Single faults: each is one line of a good set, and the name of what must catch it."""

from dataclasses import dataclass
from typing import Final

from tests.pipeline.contracts.shop import CODE, FILES

PRODUCTION: Final = "production.yaml"
STAGING: Final = "staging.yaml"
ARGOCD: Final = "argocd.yaml"
RULES: Final = "rules.yaml"
SCRAPE: Final = "scrape.txt"
MONITORING: Final = "{matchLabels: {kubernetes.io/metadata.name: monitoring}}"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One line of one object that is changed; *thing* is its kind and name."""

    rule: str
    thing: str
    before: str
    after: str
    file: str = PRODUCTION

    @property
    def name(self) -> str:
        """Return how a test calls it."""
        line = f"{self.before.strip()} -> {self.after.strip() or 'nothing'}"
        return f"{self.rule}, {self.thing or self.file}: {line}"

    def files(self) -> dict[str, str]:
        """Return the good set with this fault."""
        parts = FILES[self.file].split("---\n")
        (found,) = [part for part in parts if self._is(part)]
        assert found.count(self.before) == 1, self
        changed = found.replace(self.before, self.after)
        lines = found.splitlines(), changed.splitlines()
        assert abs(len(lines[0]) - len(lines[1])) <= 1, self
        text = "---\n".join(changed if part is found else part for part in parts)
        return FILES | {self.file: text}

    def _is(self, part: str) -> bool:
        if not self.thing:
            return True
        kind, name = self.thing.split()
        head = part.partition("spec:")[0]
        named = (f"name: {name}{end}" in head for end in (",", "}", "\n"))
        return f"kind: {kind}\n" in head and any(named)


def of(
    rule: str, thing: str, *lines: tuple[str, str], file: str = PRODUCTION
) -> tuple[Mutant, ...]:
    """Return faults of one object that the same check must catch."""
    return tuple(Mutant(rule, thing, *line, file) for line in lines)


def staging(rule: str, thing: str, *lines: tuple[str, str]) -> tuple[Mutant, ...]:
    """Return faults of the other environment."""
    return of(rule, thing, *lines, file=STAGING)


def argocd(rule: str, thing: str, *lines: tuple[str, str]) -> tuple[Mutant, ...]:
    """Return faults of what is applied as it is."""
    return of(rule, thing, *lines, file=ARGOCD)


SELECTORS = (
    *of(
        "selector-without-pods",
        "Service redis",
        ("selector: {app: redis}", "selector: {app: reddis}"),
    ),
    *of(
        "selector-without-pods",
        "PodDisruptionBudget shop",
        ("matchLabels: {app: shop}", "matchLabels: {app: shops}"),
        ("operator: In, values: [web]", "operator: In, values: [www]"),
        ("operator: In, values: [web]", "operator: DoesNotExist"),
        ("operator: In, values: [web]", "operator: NotIn, values: [web, migration]"),
        ("key: tier", "key: layer"),
    ),
    *of(
        "selector-without-pods",
        "PodMonitor worker",
        ("{app: worker}", "{app: workers}"),
    ),
    *of(
        "selector-without-pods",
        "NetworkPolicy watcher",
        ("{app: watcher}", "{app: watchers}"),
    ),
    *of("selector-takes-job", "Service shop", ("    tier: web\n", "")),
    *of(
        "monitor-without-service",
        "ServiceMonitor shop",
        ("matchLabels: {app: shop}", "matchLabels: {app: web}"),
    ),
    *of(
        "monitor-without-service",
        "Service shop",
        ("labels: {app: shop}", "labels: {app: store}"),
    ),
    *staging(
        "selector-not-own",
        "Rollout shop",
        ("matchLabels: {app: shop}", "matchLabels: {app: web}"),
    ),
)
PORTS = (
    *of(
        "service-port", "Service shop-preview", ("targetPort: 5000", "targetPort: 5001")
    ),
    *staging(
        "service-port", "Service shop-canary", ("targetPort: 5000", "targetPort: http")
    ),
    *of("probe-port", "StatefulSet redis", ("port: redis\n", "port: rediss\n")),
    *of("probe-port", "Rollout shop", ("port: 5000\n", "port: 5001\n")),
    *of("scrape-port", "Deployment worker", ('"9100"', '"9101"')),
    *of("monitor-port", "ServiceMonitor shop", ("port: metrics", "port: metric")),
    *of("monitor-port", "PodMonitor worker", ("port: metrics", "port: metric")),
    *of("backend-missing", "Ingress shop", ("name: shop\n", "name: store\n")),
    *of(
        "backend-port",
        "Ingress shop",
        ("{name: http}", "{name: web}"),
        ("{name: http}", "{number: 8080}"),
    ),
    *of("backend-missing", "HTTPRoute shop", ("- name: shop", "- name: shops")),
    *of("backend-port", "HTTPRoute shop", ("port: 80", "port: 5000")),
    *of(
        "backend-missing",
        "VirtualService shop",
        ("host: shop-preview", "host: shop-canary"),
        ("host: shop.shop-production", "host: shp.shop-production"),
    ),
    *of("backend-port", "VirtualService shop", ("number: 80", "number: 443")),
    *of("backend-missing", "DestinationRule shop", ("host: shop", "host: shopp")),
)
SCALING = (
    *of(
        "hpa-target",
        "HorizontalPodAutoscaler worker",
        ("kind: Deployment", "kind: StatefulSet"),
        ("name: worker}", "name: workers}"),
        ("apiVersion: apps/v1", "apiVersion: argoproj.io/v1alpha1"),
    ),
    *of(
        "hpa-bounds",
        "HorizontalPodAutoscaler worker",
        ("  maxReplicas: 2", "  maxReplicas: 0"),
        ("  minReplicas: 2", "  minReplicas: 3"),
    ),
    *of(
        "hpa-replicas",
        "Deployment worker",
        ("spec:\n  sel", "spec:\n  replicas: 3\n  sel"),
    ),
    *of(
        "hpa-requests",
        "HorizontalPodAutoscaler shop",
        ("container: shop", "container: store"),
        ("name: cpu", "name: ephemeral-storage"),
    ),
    *of(
        "pdb-blocks-drain",
        "PodDisruptionBudget shop",
        ("minAvailable: 2", "minAvailable: 3"),
        ("minAvailable: 2", "minAvailable: 100%"),
        ("minAvailable: 2", "minAvailable: 67%"),
        ("minAvailable: 2", "maxUnavailable: 0"),
        ("minAvailable: 2", "maxUnavailable: 0%"),
    ),
    *of(
        "pdb-blocks-drain",
        "HorizontalPodAutoscaler shop",
        ("minReplicas: 3", "minReplicas: 2"),
        ("  minReplicas: 3\n", ""),
    ),
    *of(
        "pdb-blocks-drain",
        "PodDisruptionBudget redis",
        ("maxUnavailable: 1", "minAvailable: 1"),
    ),
    *of(
        "pdb-twice",
        "PodDisruptionBudget redis",
        (
            "matchLabels: {app: redis}",
            "matchExpressions: [{key: app, operator: Exists}]",
        ),
    ),
)
PODS = (
    *of(
        "qos-not-guaranteed",
        "Rollout shop",
        ('cpu: "0.5"', "cpu: 600m"),
        ("memory: 262144Ki", "memory: 257Mi"),
        ("limits: {cpu: 100m, memory: 64Mi}", "limits: {cpu: 100m}"),
    ),
    *of("qos-not-guaranteed", "StatefulSet redis", ("limits: {cpu", "requests: {cpu")),
    *of("requests-over-limits", "Rollout shop", ("cpu: 500m", "cpu: 501m")),
    *staging("requests-over-limits", "Rollout shop", ("cpu: 100m", "cpu: 1")),
    *of(
        "probe-route",
        "Rollout shop",
        ("path: /readyz", "path: /ready"),
        ("path: /healthz\n", "path: /health\n"),
        ("path: /healthz?from=kubelet", "path: /healthz/"),
    ),
    *of(
        "probe-route",
        "",
        ('READY = "/readyz"', 'READY = "/ready"'),
        ('"/healthz"', '"/livez"'),
        file=CODE,
    ),
    *of(
        "probe-asks-dependencies",
        "Rollout shop",
        ("path: /healthz?from=kubelet", "path: /readyz"),
        ("path: /healthz\n", "path: /readyz\n"),
    ),
    *of(
        "grace-too-short",
        "Rollout shop",
        ("terminationGracePeriodSeconds: 45", "terminationGracePeriodSeconds: 44"),
        ("      terminationGracePeriodSeconds: 45\n", ""),
        ("sleep: {seconds: 5}", "sleep: {seconds: 6}"),
        ("sleep: {seconds: 5}", "exec: {command: [sleep, '6']}"),
    ),
    *of("grace-too-short", "StatefulSet redis", ("sleep 5", "sleep 31")),
    *of(
        "grace-too-short",
        "ConfigMap shop-5f2",
        ('DRAIN_SECONDS: "10"', 'DRAIN_SECONDS: "11"'),
    ),
    *of(
        "connections-over-limit",
        "HorizontalPodAutoscaler shop",
        ("maxReplicas: 5", "maxReplicas: 6"),
    ),
    *of(
        "connections-over-limit",
        "ConfigMap shop-5f2",
        ('WORKERS: "2"', 'WORKERS: "3"'),
    ),
    *of(
        "connections-over-limit",
        "Job shop-migration",
        ("spec:\n  template:", "spec:\n  parallelism: 2\n  template:"),
    ),
    *staging(
        "connections-over-limit",
        "Rollout shop",
        ("maxSurge: 1", "maxSurge: 950%"),
        ("replicas: 2", "replicas: 20"),
    ),
)
QUERIES = (
    *of(
        "metric-unknown",
        "AnalysisTemplate errors",
        ('sum(rate(http_requests_total{service="{{args.service}}",', "sum(rate(asked{"),
    ),
    *of(
        "metric-unknown",
        "AnalysisTemplate latency",
        ("shop:latency:p99", "shop:latency:p95"),
    ),
    *argocd("metric-unknown", "PrometheusRule shop", ("absent(up{", "absent(upp{")),
    *argocd(
        "metric-unknown",
        "ClusterAnalysisTemplate cluster-health",
        ("sum(up)", "sum(node_up)"),
    ),
    *of(
        "metric-unknown",
        "ConfigMap shop-board",
        ("http_requests_total", "http_requests"),
    ),
    *of(
        "metric-unknown",
        "",
        ("http_request_duration_seconds_bucket", "http_request_seconds_bucket"),
        ("increase(http_requests_total", "increase(http_requests"),
        ("count(up ", "count(ups "),
        ("(job) shop:latency:p99)", "(job) shop:latency)"),
        ("increase(http_requests_total{", 'increase({__name__="http_requests",'),
        ("record: shop:latency:p99", "record: shop:p99"),
        file=RULES,
    ),
    *of("metric-unknown", "", ("total{method", "all{method"), file=SCRAPE),
)
ROLLOUTS = (
    *of(
        "rollout-service-missing",
        "Rollout shop",
        ("activeService: shop", "activeService: store"),
        ("previewService: shop-preview", "previewService: preview"),
    ),
    *of(
        "rollout-services-same",
        "Rollout shop",
        ("previewService: shop-preview", "previewService: shop"),
    ),
    *staging(
        "rollout-service-missing",
        "Rollout shop",
        ("canaryService: shop-canary", "canaryService: canary"),
        ("stableService: shop", "stableService: stable"),
    ),
    *staging(
        "rollout-services-same",
        "Rollout shop",
        ("canaryService: shop-canary", "canaryService: shop"),
    ),
    *of("analysis-missing", "Rollout shop", ("Scope: true", "Scope: false")),
    *staging(
        "analysis-missing", "Rollout shop", ("templateName: up", "templateName: down")
    ),
    *of(
        "analysis-argument-missing",
        "AnalysisTemplate errors",
        ("      value: 2m\n", ""),
    ),
    *of(
        "analysis-argument-unknown",
        "Rollout shop",
        ("templateName: latency", "templateName: errors"),
    ),
    *of(
        "analysis-argument-undeclared",
        "AnalysisTemplate errors",
        ("[{{args.window}}]", "[{{args.period}}]"),
    ),
    *of(
        "analysis-empty",
        "AnalysisTemplate errors",
        ('successCondition: "len(result) > 0 && ', 'successCondition: "'),
        ('failureCondition: "len(result) > 0 && ', 'failureCondition: "'),
    ),
    *of("analysis-nan", "AnalysisTemplate latency", ("!isNaN(result[0]) && ", "")),
    *argocd(
        "analysis-nan",
        "ClusterAnalysisTemplate cluster-health",
        ("!isNaN(result[0]) && ", ""),
    ),
    *of(
        "analysis-no-condition",
        "AnalysisTemplate latency",
        ("successCondition", "count"),
    ),
)
NETWORK = (
    *of(
        "network-no-deny",
        "NetworkPolicy deny",
        ("[Ingress, Egress]", "[Ingress]"),
        ("podSelector: {}", "podSelector: {matchLabels: {app: shop}}"),
        ("policyTypes: [Ingress, Egress]", "ingress: []"),
    ),
    *of(
        "network-no-dns",
        "NetworkPolicy dns",
        ("        - {port: 53}\n", ""),
        ("{port: 53, protocol: UDP}", "{port: 5353, protocol: UDP}"),
        ("podSelector: {}", "podSelector: {matchLabels: {tier: web}}"),
    ),
    *of(
        "network-allows-all",
        "NetworkPolicy worker",
        (MONITORING, "{}"),
        (
            f"namespaceSelector: {MONITORING}",
            "ipBlock: {cidr: 0.0.0.0/0}",
        ),
    ),
    *of(
        "network-no-scrape",
        "NetworkPolicy worker",
        (
            "podSelector: {matchLabels: {app: worker}}",
            "podSelector: {matchLabels: {app: watcher}}",
        ),
    ),
    *of("network-service-closed", "NetworkPolicy shop", ("- port: http", "- port: 80")),
    *of(
        "network-service-closed",
        "NetworkPolicy redis",
        ("- port: 6379", "- port: 6380"),
    ),
    *of(
        "network-peer-closed",
        "NetworkPolicy database",
        ("{port: 5432, endPort: 5433}", "{port: 5433}"),
        ("{port: 5432, endPort: 5433}", "{port: 5432, protocol: UDP}"),
    ),
    *of("network-peer-closed", "Rollout shop", ("db.example:5432", "db.example:5439")),
    *of("network-peer-closed", "NetworkPolicy shop", ("port: 6379", "port: 6380")),
    *of(
        "network-peer-without-pods",
        "NetworkPolicy shop",
        ("{app: redis}", "{app: cache}"),
    ),
    *of(
        "network-peer-without-pods",
        "NetworkPolicy redis",
        ("{app: shop}", "{app: web}"),
    ),
)
REFERENCES = (
    *of(
        "reference-missing",
        "Rollout shop",
        ("- name: registry", "- name: registries"),
        ("claimName: uploads", "claimName: files"),
        (
            "configMapRef:\n                name: shop-5f2",
            "configMapRef:\n                name: shop-5f3",
        ),
    ),
    *of(
        "reference-missing",
        "ExternalSecret shop",
        ("target: {name: shop}", "target: {name: store}"),
    ),
    *of(
        "reference-missing",
        "Job shop-migration",
        ("                  name: shop\n", "                  name: migration\n"),
    ),
    *of(
        "reference-missing",
        "PersistentVolumeClaim uploads",
        ("name: uploads", "name: upload"),
    ),
    *of("reference-key", "Rollout shop", ("key: WORKERS", "key: WORKER")),
    *of(
        "account-missing",
        "Rollout shop",
        ("serviceAccountName: shop", "serviceAccountName: store"),
    ),
    *of("token-mounted", "ServiceAccount shop", ("Token: false", "Token: true")),
    *of(
        "token-mounted",
        "StatefulSet redis",
        ("      automountServiceAccountToken: false\n", ""),
    ),
    *of(
        "token-mounted", "RoleBinding watcher", ("    name: watcher", "    name: watch")
    ),
)
NAMES = (
    *of("image-not-of-component", "Job shop-migration", ("sha256:2c26", "sha256:0000")),
    *of("image-not-of-component", "Job shop-migration", ("/shop@", "/shop:1.4@")),
    *staging(
        "image-of-another",
        "Rollout shop",
        ("registry.example/shop@", "evil.example/miner@"),
    ),
    *of(
        "environment-name",
        "Rollout shop",
        ("instance: shop-production", "instance: shop-staging"),
    ),
    *of(
        "environment-setting",
        "ConfigMap shop-5f2",
        ("ENVIRONMENT: production", "ENVIRONMENT: prod"),
    ),
    *staging(
        "environment-setting",
        "ConfigMap shop-9ab",
        ("ENVIRONMENT: staging", "ENVIRONMENT: production"),
    ),
    *argocd(
        "argocd-overlay-unused",
        "ApplicationSet shop",
        ("                - stage: staging\n", ""),
    ),
    *argocd(
        "argocd-namespace",
        "ApplicationSet shop",
        ("namespace: shop-{{.stage}}", "namespace: shop-production"),
    ),
    *argocd(
        "argocd-path",
        "Application preview",
        ("overlays/production", "overlays/preview"),
    ),
    *argocd(
        "argocd-project", "ApplicationSet shop", ("project: shop", "project: store")
    ),
    *argocd(
        "argocd-project-namespace",
        "AppProject shop",
        ("    - namespace: shop-staging\n", ""),
        ("namespace: shop-production", "namespace: shop-prod"),
    ),
    *argocd(
        "argocd-project-kind",
        "AppProject shop",
        ("kind: StatefulSet", "kind: DaemonSet"),
        ('    - {group: autoscaling, kind: "*"}\n', ""),
        ('{group: "*.k8s.io", kind: "*"}', '{group: networking.k8s.io, kind: "*"}'),
        ("kind: PodDisruptionBudget", "kind: PodDisruptionBudgets"),
    ),
)
MUTANTS: Final = (
    *SELECTORS,
    *PORTS,
    *SCALING,
    *PODS,
    *QUERIES,
    *ROLLOUTS,
    *NETWORK,
    *REFERENCES,
    *NAMES,
)
