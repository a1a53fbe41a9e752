"""Build what is missing of the engine, in order, and lay it out to run."""

import hashlib
import os
import shutil
from pathlib import Path

from engine import registry
from engine.built import configuration
from engine.errors import EngineError
from engine.layout import Layout
from engine.ownership import claim
from engine.parts import binaries, debian, gosdk, opentofu, programs, pysdk, toolchain
from engine.steps import Step, folder, is_made, make, text_of

IMAGES = Path(__file__).parent / "images"
NEEDED_GIB = 20


def plan(layout: Layout) -> list[Step]:
    """List the parts in the order in which they are made."""
    go = toolchain.step()
    root = debian.step()
    toolbox, base = folder(layout.parts, go), folder(layout.parts, root)
    own = binaries.step(toolbox, layout.cache)
    go_image = gosdk.step(toolbox, folder(layout.parts, own), base)
    engine = [go, root, registry.step(), own, go_image, pysdk.step(toolbox)]
    stand_ins = opentofu.steps(layout.parts, layout.cache)
    return [*engine, *programs.steps(toolbox, layout.cache), *stand_ins]


def make_parts(layout: Layout) -> dict[str, Path]:
    """Make every part that is missing; return where each lies."""
    steps = plan(layout)
    return {
        step.name: make(layout.parts, layout.logs, step, f"{number}/{len(steps)}")
        for number, step in enumerate(steps, start=1)
    }


def fingerprint(layout: Layout) -> str:
    """Tell the engine that this checkout describes from any other."""
    texts = (configuration(registry.Ports(0, 0)), *text_of(IMAGES.rglob("*")))
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    return "-".join([*(step.key[:8] for step in plan(layout)), digest[:8]])


def must_have_space(layout: Layout) -> None:
    """Raise EngineError when nothing is made yet and the disk cannot hold an engine."""
    claim(layout.prefix)
    free = shutil.disk_usage(layout.prefix).free / 2**30
    begun = any(is_made(layout.parts, step) for step in plan(layout))
    if free < NEEDED_GIB and not begun:
        raise EngineError(
            f"could not build the engine: {layout.prefix} has {free:.1f} GiB free and "
            f"{NEEDED_GIB} are needed; free some space or set PIPELINE_ENGINE_PREFIX"
        )


def assemble(layout: Layout, made: dict[str, Path]) -> dict[str, str]:
    """Lay the parts out as the engine looks for them; return its SDKs' digests."""
    assembled = layout.prefix / "assembled"
    shutil.rmtree(assembled, ignore_errors=True)
    own = made["binaries"]
    _copy(Path("/usr/sbin/runc"), assembled / "bin" / "runc")
    _copy(own / "init", assembled / "bin" / "dagger-init")
    _copy(own / "engine", assembled / "bin" / "dagger-engine")
    _copy(own / "dialstdio", assembled / "bin" / "dial-stdio")
    _copy(own / "dnsname", assembled / "cni" / "dnsname")
    _name_server(assembled / "bin" / "dnsmasq")
    for plugin in Path("/usr/lib/cni").iterdir():
        _copy(plugin, assembled / "cni" / plugin.name)
    for sdk in ("gosdk", "pysdk"):
        for blob in (made[sdk] / "blobs" / "sha256").iterdir():
            _copy(blob, assembled / "content" / "blobs" / "sha256" / blob.name)
    _copy(own / "dagger", layout.cli)
    return digests(made)


def digests(made: dict[str, Path]) -> dict[str, str]:
    """Return the environment that tells the engine its SDK images."""
    return {
        "DAGGER_GO_SDK_MANIFEST_DIGEST": (made["gosdk"] / "digest").read_text(),
        "DAGGER_PYTHON_SDK_MANIFEST_DIGEST": (made["pysdk"] / "digest").read_text(),
    }


def _name_server(script: Path) -> None:
    """Keep the containers' name server to its bridge: by itself it takes port 53
    of every interface, and fails where another name server runs."""
    script.write_text('#!/bin/sh\nexec /usr/sbin/dnsmasq --bind-dynamic "$@"\n')
    script.chmod(0o755)


def _copy(source: Path, target: Path) -> None:
    """Link a file, or copy it from another file system; replace what was there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)
