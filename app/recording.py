"""Record a report, and see to what follows from it."""

from app.domain.deployment import Deployment
from app.domain.idempotency import Once
from app.services import Services
from app.store.entries import Entry
from app.store.figures import lead_of


def record(services: Services, report: Deployment, once: Once | None = None) -> Entry:
    """Record a report, or find it when its key has come before."""
    # Before it is recorded: what fails after that would be reported twice.
    lead = lead_of(services.ledger, report)
    recorded = services.ledger.record(report, once)
    if recorded.new:
        services.cache.invalidate()
        environment = report.environment.value
        metrics = services.metrics
        metrics.deployments.labels(environment, report.status.value).inc()
        if lead is not None:
            metrics.lead_time.labels(environment).observe(lead.total_seconds())
    return recorded.entry
