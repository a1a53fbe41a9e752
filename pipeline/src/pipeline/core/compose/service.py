"""Parse one service of a compose file."""

from collections.abc import Mapping

from pipeline.core.compose import keys as compose_keys
from pipeline.core.compose.composition import Build, Condition, Secret, Service
from pipeline.core.compose.healthcheck import HealthCheck, argv
from pipeline.core.compose.keys import Refusals
from pipeline.core.compose.mounts import mounts
from pipeline.core.compose.paths import inside
from pipeline.core.document import Node
from pipeline.core.durations import seconds


def service(name: str, node: Node, refusals: Refusals) -> Service:
    """Return a service; what of it has no counterpart is noted in *refusals*."""
    owner = f"services.{name}"
    refusals.refuse_unknown(owner, node, compose_keys.SERVICE)
    _refuse_networks(owner, node, refusals)
    volumes, binds, temporary = mounts(name, node, refusals)
    grace = _seconds(node, "stop_grace_period")
    return Service(
        name=name,
        image=_text(node, "image") or "",
        build=_build(owner, node, refusals),
        # No words at all leave the image's command as it is.
        command=_words(node, "command") or None,
        entrypoint=_entrypoint(node),
        environment=_texts(node, "environment"),
        user=_text(node, "user"),
        working_dir=_text(node, "working_dir"),
        init="init" in node and node["init"].value is True,
        ports=_ports(node),
        health=_health(node),
        depends_on=_depends_on(node),
        volumes=volumes,
        binds=binds,
        temporary=temporary,
        secrets=_secrets(node),
        grace=Service(name).grace if grace is None else grace,
    )


def _text(node: Node, key: str) -> str | None:
    return node[key].text() if key in node else None


def _words(node: Node, key: str) -> tuple[str, ...] | None:
    return tuple(word.text() for word in node[key]) if key in node else None


def _entrypoint(node: Node) -> tuple[str, ...] | None:
    """Return the entry point; one empty word is none, as no words are."""
    words = _words(node, "entrypoint")
    return () if words == ("",) else words


def _texts(node: Node, key: str) -> Mapping[str, str]:
    """Return an object of strings. A variable without a value is not set."""
    members = node[key].members() if key in node else {}
    return {name: member.text() for name, member in members.items()}


def _seconds(node: Node, key: str) -> float | None:
    return seconds(node[key].text()) if key in node else None


def _refuse_networks(owner: str, node: Node, refusals: Refusals) -> None:
    """Services all see each other here: networks that keep some apart would lie."""
    value = node["networks"].value if "networks" in node else {}
    if isinstance(value, dict) and set(value) - {"default"}:
        refusals.refuse(owner, "networks", "services share one network here")


def _build(owner: str, node: Node, refusals: Refusals) -> Build | None:
    if "build" not in node:
        return None
    build = node["build"]
    context = inside(build["context"].text())
    if context is None:
        why = "it is no folder of the repository"
        refusals.refuse(owner, "build.context", why)
    return Build(
        context or ".",
        _text(build, "dockerfile") or "Dockerfile",
        _text(build, "target") or "",
        _texts(build, "args"),
    )


def _ports(node: Node) -> tuple[int, ...]:
    """Return the ports that are open to whoever uses the service."""
    ports = node["ports"] if "ports" in node else ()
    return tuple(
        int(port["target"].number())
        for port in ports
        if _text(port, "protocol") in ("tcp", None)
    )


def _health(node: Node) -> HealthCheck:
    if "healthcheck" not in node:
        return HealthCheck()
    check = node["healthcheck"]
    test = argv(list(_words(check, "test") or ())) if "test" in check else None
    off = "disable" in check and check["disable"].value is True
    return HealthCheck(
        test=test,
        interval=_seconds(check, "interval"),
        timeout=_seconds(check, "timeout"),
        retries=int(check["retries"].number()) if "retries" in check else None,
        start_period=_seconds(check, "start_period"),
        disabled=off or ("test" in check and test is None),
    )


def _depends_on(node: Node) -> Mapping[str, Condition]:
    members = node["depends_on"].members() if "depends_on" in node else {}
    return {
        name: Condition(member["condition"].text()) for name, member in members.items()
    }


def _secrets(node: Node) -> tuple[Secret, ...]:
    return tuple(_secret(each) for each in node["secrets"]) if "secrets" in node else ()


def _secret(node: Node) -> Secret:
    source = node["source"].text()
    target = _text(node, "target") or source
    path = target if target.startswith("/") else f"/run/secrets/{target}"
    uid, gid, mode = _text(node, "uid"), _text(node, "gid"), _text(node, "mode")
    owner = f"{uid or 0}:{gid or 0}" if uid or gid else None
    return Secret(source, path, owner, int(mode, 8) if mode else None)
