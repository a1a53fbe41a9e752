"""Trace requests with OpenTelemetry, where a collector is named."""

from collections.abc import Callable

from flask import Flask
from structlog.contextvars import bind_contextvars

from app import NAME, VERSION

# Probes come every few seconds, and nobody looks for them.
UNTRACED = "healthz,readyz"


def install(app: Flask, endpoint: str) -> Callable[[], None]:
    """Send a span of each request to a collector; return what sends the rest.

    How many are sampled is said with the SDK's own OTEL_TRACES_SAMPLER.
    """
    # Not at the top: without a collector no worker carries the SDK along.
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.json.http import OTLPSpanExporter
    from opentelemetry.instrumentation.flask import FlaskInstrumentor
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({"service.name": NAME, "service.version": VERSION})
    provider = TracerProvider(resource=resource)
    exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    FlaskInstrumentor().instrument_app(
        app, tracer_provider=provider, excluded_urls=UNTRACED
    )

    @app.before_request
    def bind() -> None:
        """Let the log lines of a request name its trace."""
        context = trace.get_current_span().get_span_context()
        if context.is_valid:
            bind_contextvars(trace_id=trace.format_trace_id(context.trace_id))

    return provider.shutdown
