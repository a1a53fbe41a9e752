"""OpenTofu from its Go module, and providers that know their schemas and no cloud."""

import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine import pins
from engine.command import run
from engine.errors import EngineError
from engine.packages import CHECKED, PIP, install_locked
from engine.parts import programs, toolchain
from engine.parts.programs import Program
from engine.providers.package import sources
from engine.providers.schema import Schemas, schemas
from engine.steps import Step
from engine.steps import folder as place_of
from engine.steps import text_of

FOLDER: Final = programs.IMAGES / "opentofu"
SOURCE: Final = FOLDER / "provider"
CODE: Final = Path(__file__).parent.parent / "providers"
REGISTRY: Final = "registry.opentofu.org/hashicorp"
PLATFORM: Final = "linux_amd64"
TOFU: Final = Program(
    name="opentofu-program",
    module="github.com/opentofu/opentofu",
    version="v1.12.6",
    digest="h1:0VT4P8pMmGcCUnQ9JDrJ+Qg2d35Vzm4FFd/9+H7oF98=",
    package="./cmd/tofu",
    stamp="github.com/opentofu/opentofu/version.dev=no",
    about=600,
)


@dataclass(frozen=True, slots=True)
class Provider:
    """One table of images/opentofu/providers.toml."""

    name: str
    version: str
    wheel: str
    digest: str

    @property
    def address(self) -> str:
        """Return the provider's name in full."""
        return f"{REGISTRY}/{self.name}"


def providers() -> list[Provider]:
    """Read images/opentofu/providers.toml."""
    tables = tomllib.loads((FOLDER / "providers.toml").read_text())
    return [Provider(name, **table) for name, table in tables.items()]


def steps(parts: Path, cache: Path) -> list[Step]:
    """List what is made: a Go, OpenTofu, the schemas, and what the image holds."""
    go = _go()
    newer = place_of(parts, go)
    tofu, known = _tofu(newer, cache), _schemas()
    image = _image(newer, cache, place_of(parts, tofu), place_of(parts, known))
    return [go, tofu, known, image]


def _go() -> Step:
    """Fetch the Go that OpenTofu asks for: the engine itself is made with an older."""

    def make(folder: Path, log: Path) -> None:
        install_locked("newer-go", folder, log, "fetch a newer Go toolchain")

    title, lock = "fetch a newer Go toolchain", pins.lock("newer-go").read_text()
    return Step("newer-toolchain", title, 10, (lock,), make)


def _tofu(go: Path, cache: Path) -> Step:
    def make(folder: Path, log: Path) -> None:
        programs.compile_module(TOFU, go, cache, folder / "tofu", log)

    title = f"build OpenTofu {TOFU.version}"
    return Step(TOFU.name, title, TOFU.about, (pins.NEWER_GO, repr(TOFU)), make)


def _schemas() -> Step:
    def make(folder: Path, log: Path) -> None:
        for provider in providers():
            found = schemas(sources(_wheel(provider, folder, log)))
            text = json.dumps(document(provider, found), separators=(",", ":"))
            (folder / f"{provider.name}.json").write_text(text)
        shutil.rmtree(folder / "wheels")

    recipe = text_of([*CODE.glob("*.py"), FOLDER / "providers.toml"])
    return Step("opentofu-schemas", "read the schemas of providers", 90, recipe, make)


def _wheel(provider: Provider, folder: Path, log: Path) -> Path:
    """Fetch the package that a schema comes from; one of another digest is refused."""
    wanted = folder / "wheel.txt"
    wanted.write_text(f"{provider.wheel} --hash=sha256:{provider.digest}\n")
    options = [*CHECKED, "--only-binary=:all:"]
    target = folder / "wheels" / provider.name
    command = [*PIP, "download", *options, "--dest", target, "--requirement", wanted]
    run(command, log, f"fetch {provider.wheel}")
    wanted.unlink()
    return next(target.glob("*.whl"))


def document(provider: Provider, found: Schemas) -> dict[str, object]:
    """Return the schema as a file; of another version it would be no stand-in."""
    if found.version != provider.version:
        raise EngineError(
            f"could not use '{provider.wheel}': it is of {provider.name} "
            f"{found.version}, and {provider.version} is pinned; correct "
            "images/opentofu/providers.toml"
        )
    return found.document(provider.address)


def _image(go: Path, cache: Path, tofu: Path, known: Path) -> Step:
    def make(folder: Path, log: Path) -> None:
        for name in ("Dockerfile", "tofurc"):
            shutil.copy(FOLDER / name, folder)
        shutil.copy(tofu / "tofu", folder)
        work = folder / "source"
        shutil.copytree(SOURCE, work)
        _build(go, cache, work, folder / "provider", log)
        for provider in providers():
            lay_out(provider, known, folder / "provider", folder / "providers")
        shutil.rmtree(work)
        (folder / "provider").unlink()

    own = text_of([*SOURCE.iterdir(), FOLDER / "Dockerfile", FOLDER / "tofurc"])
    recipe = (*own, go.name, tofu.name, known.name)
    return Step("opentofu", "make providers that stand in", 30, recipe, make)


def _build(go: Path, cache: Path, source: Path, target: Path, log: Path) -> None:
    command = [toolchain.goroot(go) / "bin" / "go", "build", "-v", "-trimpath"]
    env = toolchain.environment(go, cache)
    flags = ["-ldflags", "-s -w", "-o", target, "."]
    run([*command, *flags], log, "build a stand-in provider", env=env, cwd=source)


def lay_out(provider: Provider, known: Path, program: Path, mirror: Path) -> None:
    """Lay a stand-in out as OpenTofu looks for providers in a folder."""
    place = mirror / provider.address / provider.version / PLATFORM
    place.mkdir(parents=True)
    shutil.copy(program, place / f"terraform-provider-{provider.name}")
    shutil.copy(known / f"{provider.name}.json", place / "schema.json")
