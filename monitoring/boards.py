"""The dashboards of the service."""

from monitoring.panels import Dashboard, Panel, Query, Threshold, Unit

HERE = 'job="release-ledger",namespace="$namespace"'
USERS = f'{HERE},route!~"/healthz|/readyz|/version"'
HASH = "rollouts_pod_template_hash"
# Of the environment that is looked at.
PLACE = '{namespace="$namespace"}'
ASKED = f"sum by ({HASH}) (rate(http_requests_total{{{USERS}}}[1m]))"
API = 'namespace="$namespace",container="api"'


def quantile(share: float, *groups: str) -> str:
    """Word a quantile of the time that requests take."""
    by = ", ".join(("le", *groups))
    bucket = f"rate(http_request_duration_seconds_bucket{{{USERS}}}[5m])"
    return f"histogram_quantile({share}, sum by ({by}) ({bucket}))"


SERVICE = Dashboard(
    "service",
    "Release ledger: what users get",
    (
        Panel(
            "Requests by status",
            Unit.REQUESTS_PER_SECOND,
            (
                Query(
                    f"sum by (status) (rate(http_requests_total{{{USERS}}}[5m]))",
                    "{{status}}",
                ),
            ),
            stacked=True,
        ),
        Panel(
            "Requests that fail",
            Unit.RATIO,
            (
                Query(
                    f"namespace:http_requests_failed:ratio_rate5m{PLACE}",
                    "last 5 minutes",
                ),
                Query(
                    f"namespace:http_requests_failed:ratio_rate1h{PLACE}",
                    "last hour",
                ),
            ),
            Threshold(0.001, "objective 0.1 %"),
        ),
        Panel(
            "Time to answer",
            Unit.SECONDS,
            (
                Query(quantile(0.5), "half of them"),
                Query(quantile(0.95), "95 %"),
                Query(quantile(0.99), "99 %"),
            ),
            Threshold(0.25, "objective 250 ms"),
        ),
        Panel(
            "Slowest routes, 95 %",
            Unit.SECONDS,
            (Query(f"topk(5, {quantile(0.95, 'route')})", "{{route}}"),),
        ),
        Panel(
            "Capacity in use",
            Unit.RATIO,
            (
                Query(
                    "namespace:http_requests_in_flight:capacity_ratio"
                    '{namespace="$namespace"}',
                    "threads",
                ),
                Query(
                    "max by (namespace) (namespace_pod:db_pool_connections_in_use"
                    ':pool_ratio{namespace="$namespace"})',
                    "connections of the fullest pod",
                ),
            ),
            Threshold(0.8, "ticket"),
            top=1.0,
        ),
        Panel(
            "Requests that wait for the database",
            Unit.COUNT,
            (Query(f"sum by (pod) (db_pool_waiting{{{HERE}}})", "{{pod}}"),),
        ),
        Panel(
            "Answers of the cache",
            Unit.REQUESTS_PER_SECOND,
            (
                Query(
                    f"sum by (result) (rate(cache_requests_total{{{HERE}}}[5m]))",
                    "{{result}}",
                ),
            ),
            stacked=True,
        ),
        Panel(
            "Pods by release",
            Unit.COUNT,
            (
                Query(
                    f"count by (version, commit) (ledger_build_info{{{HERE}}})",
                    "{{version}} {{commit}}",
                ),
            ),
            stacked=True,
        ),
    ),
)

OBJECTIVES = Dashboard(
    "objectives",
    "Release ledger: objectives and budgets",
    tuple(
        Panel(
            f"{title}: how fast the budget goes",
            Unit.COUNT,
            tuple(
                Query(
                    f'namespace:{metric}:ratio_rate{window}{{namespace="$namespace"}}'
                    f" / {budget}",
                    f"over {words}",
                )
                for window, words in (
                    ("1h", "1 hour"),
                    ("6h", "6 hours"),
                    ("3d", "3 days"),
                )
            ),
            Threshold(1, "lasts the month"),
        )
        for title, metric, budget in (
            ("Availability", "http_requests_failed", 0.001),
            ("Latency", "http_requests_slow", 0.01),
        )
    )
    + (
        Panel(
            "Requests of users",
            Unit.REQUESTS_PER_SECOND,
            (
                Query(
                    'namespace:http_requests:rate5m{namespace="$namespace"}',
                    "last 5 minutes",
                ),
            ),
        ),
        Panel(
            "Alerts",
            Unit.COUNT,
            (
                Query(
                    "count by (alertname, severity)"
                    ' (ALERTS{alertstate="firing",namespace="$namespace"})',
                    "{{alertname}} ({{severity}})",
                ),
            ),
            stacked=True,
        ),
    ),
)

RELEASES = Dashboard(
    "releases",
    "Release ledger: one release beside the other",
    (
        Panel(
            "Requests by release",
            Unit.REQUESTS_PER_SECOND,
            (Query(ASKED, f"{{{{{HASH}}}}}"),),
            stacked=True,
        ),
        Panel(
            "Requests that fail, by release",
            Unit.RATIO,
            (
                Query(
                    f"(sum by ({HASH}) (rate(http_requests_total"
                    f'{{{USERS},status=~"5.."}}[1m]))'
                    f" or {ASKED} * 0) / ({ASKED} > 0)",
                    f"{{{{{HASH}}}}}",
                ),
            ),
            Threshold(0.01, "1 %"),
        ),
        Panel(
            "Time to answer, 99 %, by release",
            Unit.SECONDS,
            (Query(quantile(0.99, HASH), f"{{{{{HASH}}}}}"),),
            Threshold(0.25, "objective 250 ms"),
        ),
        Panel(
            "Pods of the rollout",
            Unit.COUNT,
            (
                Query(
                    f"max by (name) (rollout_info_replicas_desired{PLACE})",
                    "desired",
                ),
                Query(
                    f"max by (name) (rollout_info_replicas_updated{PLACE})",
                    "of the new release",
                ),
                Query(
                    f"max by (name) (rollout_info_replicas_available{PLACE})",
                    "available",
                ),
            ),
        ),
        Panel(
            "Phase of the rollout",
            Unit.COUNT,
            (
                Query(
                    'max by (phase) (rollout_info{namespace="$namespace"})', "{{phase}}"
                ),
            ),
            stacked=True,
        ),
        Panel(
            "Analyses",
            Unit.COUNT,
            (
                Query(
                    'count by (phase) (analysis_run_info{namespace="$namespace"})',
                    "{{phase}}",
                ),
            ),
            stacked=True,
        ),
    ),
)

RESOURCES = Dashboard(
    "resources",
    "Release ledger: what pods use",
    (
        Panel(
            "Processor",
            Unit.CORES,
            (
                Query(
                    "sum by (pod)"
                    f" (rate(container_cpu_usage_seconds_total{{{API}}}[5m]))",
                    "{{pod}}",
                ),
            ),
        ),
        Panel(
            "Memory",
            Unit.BYTES,
            (
                Query(
                    f"max by (pod) (container_memory_working_set_bytes{{{API}}})",
                    "{{pod}}",
                ),
                Query(
                    "max by (container) (kube_pod_container_resource_limits"
                    f'{{{API},resource="memory"}})',
                    "limit",
                ),
            ),
        ),
        Panel(
            "Held back",
            Unit.RATIO,
            (
                Query(
                    "sum by (pod) (rate(container_cpu_cfs_throttled_periods_total"
                    f"{{{API}}}[5m])) / sum by (pod)"
                    f" (rate(container_cpu_cfs_periods_total{{{API}}}[5m]))",
                    "{{pod}}",
                ),
            ),
            Threshold(0.25, "ticket"),
            top=1.0,
        ),
        Panel(
            "Restarts in an hour",
            Unit.COUNT,
            (
                Query(
                    "sum by (pod) (increase("
                    f"kube_pod_container_status_restarts_total{{{API}}}[1h]))",
                    "{{pod}}",
                ),
            ),
            Threshold(3, "ticket"),
        ),
        Panel(
            "Pods of the autoscaler",
            Unit.COUNT,
            tuple(
                Query(
                    "max by (namespace) (kube_horizontalpodautoscaler_"
                    f'{metric}{{namespace="$namespace"}})',
                    legend,
                )
                for metric, legend in (
                    ("spec_max_replicas", "most"),
                    ("status_desired_replicas", "wanted"),
                    ("status_current_replicas", "there"),
                    ("spec_min_replicas", "least"),
                )
            ),
        ),
        Panel(
            "Network of the pods",
            Unit.BYTES_PER_SECOND,
            tuple(
                Query(
                    f"sum(rate(container_network_{way}_bytes_total"
                    '{namespace="$namespace"}[5m]))',
                    words,
                )
                for way, words in (("receive", "in"), ("transmit", "out"))
            ),
        ),
    ),
)

PLATFORM = Dashboard(
    "platform",
    "Nodes, delivery and monitoring",
    (
        Panel(
            "Processor of nodes",
            Unit.RATIO,
            (
                Query(
                    "1 - avg by (instance)"
                    ' (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
                    "{{instance}}",
                ),
            ),
            top=1.0,
        ),
        Panel(
            "Memory of nodes",
            Unit.RATIO,
            (
                Query(
                    "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
                    "{{instance}}",
                ),
            ),
            Threshold(0.95, "ticket"),
            top=1.0,
        ),
        Panel(
            "Applications by state",
            Unit.COUNT,
            (
                Query(
                    "count by (sync_status, health_status) (argocd_app_info)",
                    "{{sync_status}}, {{health_status}}",
                ),
            ),
            stacked=True,
        ),
        Panel(
            "Syncs in an hour",
            Unit.COUNT,
            (
                Query(
                    "sum by (phase) (increase(argocd_app_sync_total[1h]))", "{{phase}}"
                ),
            ),
            stacked=True,
        ),
        Panel(
            "Series that Prometheus holds",
            Unit.COUNT,
            (Query("sum by (job) (prometheus_tsdb_head_series)", "{{job}}"),),
        ),
        Panel(
            "Time of a scrape, slowest of each job",
            Unit.SECONDS,
            (Query("max by (job) (scrape_duration_seconds)", "{{job}}"),),
        ),
        Panel(
            "Alerts",
            Unit.COUNT,
            (
                Query(
                    'count by (severity) (ALERTS{alertstate="firing"})', "{{severity}}"
                ),
            ),
            stacked=True,
        ),
        Panel(
            "Lines of logs",
            Unit.COUNT,
            (
                Query(
                    "sum by (exporter)"
                    " (rate(otelcol_exporter_sent_log_records_total[5m]))",
                    "sent by {{exporter}}",
                ),
                Query(
                    "sum by (exporter)"
                    " (rate(otelcol_exporter_send_failed_log_records_total[5m]))",
                    "lost by {{exporter}}",
                ),
            ),
        ),
    ),
)

ALL = (SERVICE, OBJECTIVES, RELEASES, RESOURCES, PLATFORM)
