"""One JSON object a line on stdout, from the service, its libraries and gunicorn."""

import logging.config
from collections.abc import Mapping

import structlog
from structlog.typing import Processor

from app.variables import LogLevel

SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    # Tracebacks without local variables: those hold tokens and bodies.
    structlog.processors.format_exc_info,
)
JSON = structlog.processors.JSONRenderer()


def configure(level: LogLevel) -> None:
    """Make every logger of this process write JSON to stdout."""
    logging.config.dictConfig(dict(stdlib(level)))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*SHARED, JSON],
        # The service's own events bypass the standard library: it is slower.
        wrapper_class=structlog.make_filtering_bound_logger(level.value),
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=True,
    )


def stdlib(level: LogLevel) -> Mapping[str, object]:
    """Return the standard library's configuration, which gunicorn takes too."""
    through_root = {"level": level.name, "handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": formatter}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stdout",
            }
        },
        "root": {"level": level.name, "handlers": ["stdout"]},
        "loggers": {"gunicorn.error": through_root},
    }


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """Render the events of other loggers like the service's own."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*SHARED[:-1], structlog.stdlib.add_logger_name],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            SHARED[-1],
            JSON,
        ],
    )
