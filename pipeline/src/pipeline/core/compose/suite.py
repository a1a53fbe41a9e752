"""The environment of a suite that runs against a composition."""

from collections.abc import Iterable

from pipeline.core.compose.composition import Service


def variables(services: Iterable[Service]) -> dict[str, str]:
    """Return the addresses of all published ports; a service's first has no number."""
    found: dict[str, str] = {}
    for service in services:
        name = service.name.upper().replace("-", "_").replace(".", "_")
        for port in service.ports:
            url = f"http://{service.name}:{port}"
            found.setdefault(f"{name}_URL", url)
            found[f"{name}_URL_{port}"] = url
    return found
