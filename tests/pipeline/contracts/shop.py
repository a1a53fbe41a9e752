"""A good set of manifests of a made-up shop, as contracts see it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.core.contracts.checks import breaches
from pipeline.core.contracts.reading.exports import exported
from pipeline.core.contracts.reading.objects import Thing, mapping
from pipeline.core.contracts.reading.routes import routes
from pipeline.core.contracts.reading.world import Facts, Overlay, World
from pipeline.validation.documents import read

DATA: Final = Path(__file__).parent / "data"
CODE: Final = "shop.py"
SOURCE: Final = """
from flask import Blueprint

READY = "/readyz"
bp = Blueprint("probes", __name__)


@bp.get("/healthz")
def alive(): ...


bp.add_url_rule(READY, view_func=alive)
"""
FILES: Final = {
    CODE: SOURCE,
    **{file.name: file.read_text() for file in sorted(DATA.iterdir())},
}
# What contracts are asked for where they are not the point.
NOTHING_ASKED: Final[dict[str, Any]] = {
    "unbuilt": [],
    "code": [],
    "scrapes": [],
    "queries": [],
    "facts": {"routes": []},
}
DIGEST: Final = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
IMAGE: Final = f"registry.example/shop@sha256:{DIGEST}"


def things(text: str) -> tuple[Thing, ...]:
    """Return the objects of a file."""
    return tuple(Thing(mapping(each.value)) for each in read(text, "file"))


PARSED: dict[str, tuple[Thing, ...]] = {}


def parsed(text: str) -> tuple[Thing, ...]:
    """Return the objects of a file, of which most stay as they are."""
    if text not in PARSED:
        PARSED[text] = things(text)
    return PARSED[text]


def parts(text: str) -> tuple[Thing, ...]:
    """Return the objects of a file, one after another."""
    return tuple(each for part in text.split("---\n") for each in parsed(part))


def world(files: Mapping[str, str]) -> World:
    """Return what contracts look at."""
    facts = Facts(
        routes=routes({CODE: files[CODE]}),
        metrics=exported([files["scrape.txt"]]),
        readiness=("/readyz",),
        stopping={"DRAIN_SECONDS": 5, "GRACEFUL_SECONDS": 30},
        connections={"WORKERS": 1, "POOL": 4},
        database_limit=81,
        peers={"DATABASE_URL": 5432, "REDIS_URL": 6379},
        guaranteed=("production",),
        external=("Secret/registry",),
        environment="ENVIRONMENT",
    )
    return World(
        overlays=(
            Overlay("k8s/overlays/production", parts(files["production.yaml"]), IMAGE),
            Overlay("k8s/overlays/staging", parts(files["staging.yaml"])),
        ),
        plain=parts(files["argocd.yaml"]),
        queries=parts(files["rules.yaml"]),
        facts=facts,
    )


def broken(files: Mapping[str, str]) -> list[str]:
    """Say which promises are not kept: rule, object, message."""
    return [
        f"{each.rule} {each.thing.title or 'rules'}: {each.message}"
        for each in breaches(world(files))
    ]
