"""Parse and validate `[tool.pipeline]` of pyproject.toml."""

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from pipeline.core import values
from pipeline.core.errors import ConfigError
from pipeline.core.findings import Confidence, Severity
from pipeline.core.project.engines import Engines, engines
from pipeline.core.project.environment import Environment
from pipeline.core.stages import STAGES
from pipeline.core.values import Numbers, Problems, Texts

GATES: Final = tuple(STAGES)
SECURITY_TOOLS: Final = ("bandit", "pip-audit", "safety")
SCANS: Final = ("vulnerabilities", "secrets", "misconfiguration", "licences")
SCAN_TOOLS: Final = (*(f"trivy-{kind}" for kind in SCANS), "hadolint")
MANIFEST_LEGS: Final = (
    *("kustomize", "schemas", "images", "contracts", "checkov", "trivy-config"),
    *("actionlint", "zizmor"),
)
TERRAFORM_LEGS: Final = (
    *("fmt", "validate", "test", "plan", "docs"),
    *("checkov", "trivy"),
)
ENVIRONMENTS: Final = tuple(each.value for each in Environment)
TABLE: Final = "tool.pipeline"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A known rule or advisory that does not block until a day comes."""

    id: str
    reason: str
    expires: date


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration, with its defaults. An empty tuple: found in the source."""

    paths: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    python: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    required: tuple[str, ...] = GATES
    protect: bool = False
    enabled: tuple[str, ...] = GATES
    disabled: tuple[str, ...] = ()
    dependencies_ship: tuple[str, ...] = ()
    dependencies_test: tuple[str, ...] = ()
    dependencies_types: tuple[str, ...] = ()
    dependencies_packages: tuple[str, ...] = ()
    dependencies_environment: Texts = ()
    coverage_threshold: float = 80.0
    security_severity: Severity = Severity.MEDIUM
    security_confidence: Confidence = Confidence.LOW
    security_required: tuple[str, ...] = ("bandit", "pip-audit")
    security_ignore: tuple[Ignored, ...] = ()
    test_files: tuple[str, ...] = ()
    test_packages: tuple[str, ...] = ()
    test_services: tuple[str, ...] = ()
    build_dockerfile: str = "Dockerfile"
    build_target: str = ""
    build_args: Texts = ()
    scan_severity: Severity = Severity.HIGH
    scan_fixable_only: bool = True
    scan_required: tuple[str, ...] = SCANS
    scan_ignore: tuple[Ignored, ...] = ()
    scan_max_db_age: int = 7
    integration_compose: str = "compose.yaml"
    integration_env: str = ""
    integration_tests: tuple[str, ...] = ("tests/integration",)
    integration_files: tuple[str, ...] = ()
    integration_packages: tuple[str, ...] = ()
    integration_untranslated: tuple[str, ...] = ()
    integration_control: bool = False
    e2e_tests: tuple[str, ...] = ("tests/e2e",)
    e2e_files: tuple[str, ...] = ()
    # The last one is what Playwright itself needs.
    e2e_packages: tuple[str, ...] = (
        *("chromium-headless-shell", "fonts-dejavu-core"),
        "libatomic1",
    )
    manifests_kubernetes: str = "1.35"
    manifests_files: tuple[str, ...] = ("argocd",)
    manifests_required: tuple[str, ...] = MANIFEST_LEGS
    manifests_severity: Severity = Severity.HIGH
    manifests_ignore: tuple[Ignored, ...] = ()
    contracts_readiness: tuple[str, ...] = ("/readyz", "/ready", "/readiness")
    contracts_routes: tuple[str, ...] = ()
    contracts_stopping: Numbers = ()
    contracts_connections: Numbers = ()
    contracts_database_limit: int = 0
    contracts_peers: Numbers = ()
    contracts_guaranteed: tuple[str, ...] = ()
    contracts_external: tuple[str, ...] = ()
    contracts_environment: str = ""
    contracts_scrapes: tuple[str, ...] = ()
    contracts_queries: tuple[str, ...] = ("monitoring",)
    terraform_folder: str = "terraform"
    terraform_files: tuple[str, ...] = ()
    terraform_required: tuple[str, ...] = TERRAFORM_LEGS
    terraform_severity: Severity = Severity.MEDIUM
    terraform_ignore: tuple[Ignored, ...] = ()
    ship_overlays: str = "k8s/overlays"
    ship_approval: tuple[str, ...] = ("production",)
    ship_approvers: int = 1
    ship_images: tuple[str, ...] = ()
    ship_max_evidence_age: int = 0
    ship_schema: str = ""
    ship_series: int = 0
    engines: Engines = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The gates that somebody names as required: absent ones are red then."""
        # By default all are required, of which no repository has everything.
        return () if self.required is GATES else self.required

    def runs(self, gate: str) -> bool:
        """Say whether a gate is part of a whole run."""
        return gate in self.enabled and gate not in self.disabled


Reader = Callable[[object, str, Problems], object]

# Each key with what reads it. A key a.b is the field a_b of Config.
KEYS: Final[Mapping[str, Reader]] = {
    "paths": values.paths,
    "tests": values.paths,
    "also": values.paths,
    "python": values.python_versions,
    "include": values.paths,
    "exclude": values.paths,
    "required": values.some_of(GATES),
    "protect": values.boolean,
    "enabled": values.some_of(GATES),
    "disabled": values.some_of(GATES),
    "dependencies.ship": values.dependencies,
    "dependencies.test": values.dependencies,
    "dependencies.types": values.dependencies,
    "dependencies.packages": values.debian_packages,
    "dependencies.environment": values.texts,
    "coverage.threshold": values.percentage,
    "security.severity": values.one_of(Severity),
    "security.confidence": values.one_of(Confidence),
    "security.required": values.some_of(SECURITY_TOOLS),
    "security.ignore": values.tables_of(Ignored),
    "test.files": values.paths,
    "test.packages": values.debian_packages,
    "test.services": values.compose_services,
    "build.dockerfile": values.path,
    "build.target": values.text,
    "build.args": values.texts,
    "scan.severity": values.one_of(Severity),
    "scan.fixable_only": values.boolean,
    "scan.required": values.some_of(SCANS),
    "scan.ignore": values.tables_of(Ignored),
    "scan.max_db_age": values.days,
    "integration.compose": values.path,
    "integration.env": values.path,
    "integration.tests": values.paths,
    "integration.files": values.paths,
    "integration.packages": values.debian_packages,
    "integration.untranslated": values.compose_keys,
    "integration.control": values.boolean,
    "e2e.tests": values.paths,
    "e2e.files": values.paths,
    "e2e.packages": values.debian_packages,
    "manifests.kubernetes": values.kubernetes_version,
    "manifests.files": values.paths,
    "manifests.required": values.some_of(MANIFEST_LEGS),
    "manifests.severity": values.one_of(Severity),
    "manifests.ignore": values.tables_of(Ignored),
    "contracts.readiness": values.routes,
    "contracts.routes": values.routes,
    "contracts.stopping": values.numbers,
    "contracts.connections": values.numbers,
    "contracts.database_limit": values.number,
    "contracts.peers": values.numbers,
    "contracts.guaranteed": values.environments,
    "contracts.external": values.objects,
    "contracts.environment": values.variable,
    "contracts.scrapes": values.paths,
    "contracts.queries": values.paths,
    "terraform.folder": values.path,
    "terraform.files": values.paths,
    "terraform.required": values.some_of(TERRAFORM_LEGS),
    "terraform.severity": values.one_of(Severity),
    "terraform.ignore": values.tables_of(Ignored),
    "ship.overlays": values.path,
    "ship.approval": values.some_of(ENVIRONMENTS),
    "ship.approvers": values.number,
    "ship.images": values.repositories,
    "ship.max_evidence_age": values.days,
    "ship.schema": values.text,
    "ship.series": values.number,
    "engines": engines,
}


def parse(pyproject: str | None) -> Config:
    """Read the configuration from pyproject.toml's text, or take the defaults.

    Raises ConfigError that lists every problem with its key and what is allowed.
    """
    table = _table(pyproject or "")
    problems: Problems = []
    given = {}
    for key, value in _flat(table, problems).items():
        given[key.replace(".", "_")] = KEYS[key](value, f"{TABLE}.{key}", problems)
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise ConfigError(f"could not use [{TABLE}] of pyproject.toml:\n{listed}")
    config = Config(**given)  # type: ignore[arg-type]  # KEYS gives each its type
    return _consistent(config)


def _consistent(config: Config) -> Config:
    """Raise ConfigError where a gate is asked for and switched off."""
    both = [gate for gate in config.named if not config.runs(gate)]
    if both:
        raise ConfigError(
            f"could not use [{TABLE}] of pyproject.toml: {TABLE}.required names "
            f"{', '.join(both)}, which enabled or disabled switch off; choose one"
        )
    return config


def _table(pyproject: str) -> Mapping[str, object]:
    try:
        document = tomllib.loads(pyproject)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        # Brackets within brackets, deeper than anybody writes them.
        raise ConfigError(f"could not read pyproject.toml: {error}; fix it") from error
    tool = document.get("tool", {})
    table = tool.get("pipeline", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise ConfigError(f"could not use '{TABLE}': it is no table; write [{TABLE}]")
    return table


def _flat(table: Mapping[str, object], problems: Problems) -> dict[str, object]:
    """Return known keys as a.b; name the others."""
    sub_tables = {key.split(".")[0] for key in KEYS if "." in key}
    flat: dict[str, object] = {}
    for name, value in table.items():
        if name not in sub_tables:
            # A quoted key with a dot inside is not the key of a sub-table.
            flat[f'"{name}"' if "." in name else name] = value
        elif isinstance(value, dict):
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            problems.append(f"{TABLE}.{name}: is no table; write [{TABLE}.{name}]")
    problems.extend(_unknown(key) for key in flat if key not in KEYS)
    return {key: value for key, value in flat.items() if key in KEYS}


def _unknown(key: str) -> str:
    near = difflib.get_close_matches(key, KEYS, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(KEYS)}"
    return f"{TABLE}.{key}: unknown key; {hint}"


assert {key.replace(".", "_") for key in KEYS} == {f.name for f in fields(Config)}
