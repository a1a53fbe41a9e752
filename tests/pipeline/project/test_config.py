"""What may [tool.pipeline] say, and what is said of the rest?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import ConfigError
from pipeline.core.findings import Confidence, Severity
from pipeline.core.project.config import KEYS, Config, Ignored, parse


def test_every_key_is_optional() -> None:
    """Without the table, or without the file, the defaults hold."""
    assert Config() == parse(None) == parse("") == parse("[tool.pipeline]")


def test_every_key_is_read() -> None:
    """One table with all of them."""
    config = parse("""
        [tool.pipeline]
        paths = ["app"]
        tests = ["tests/app"]
        python = ["3.11"]
        required = ["lint"]
        [tool.pipeline.coverage]
        threshold = 92.5
        [tool.pipeline.security]
        severity = "high"
        confidence = "medium"
        required = []
        ignore = [{ id = "B101", reason = "asserts are fine", expires = 2030-01-31 }]
        [tool.pipeline.test]
        files = ["tests/conftest.py"]
        packages = ["postgresql", "redis-server=5:7.*"]
        [tool.pipeline.build]
        dockerfile = "docker/Dockerfile"
        target = "runtime"
        [tool.pipeline.scan]
        severity = "critical"
        fixable_only = false
        required = ["secrets"]
        ignore = [{ id = "CVE-1", reason = "unused", expires = 2030-01-31 }]
        max_db_age = 2
        [tool.pipeline.integration]
        compose = "docker/compose.yaml"
        env = "docker/test.env"
        tests = ["tests/whole"]
        files = ["tests/client.py"]
        packages = ["curl"]
        untranslated = ["read_only", "deploy.resources"]
        [tool.pipeline.e2e]
        tests = ["tests/browser"]
        files = ["tests/pages.py"]
        packages = ["chromium"]
        [tool.pipeline.manifests]
        kubernetes = "1.34"
        files = ["argo"]
        required = ["contracts"]
        severity = "low"
        ignore = [{ id = "CKV_1", reason = "unused", expires = 2030-01-31 }]
        [tool.pipeline.contracts]
        readiness = ["/ready"]
        routes = ["/metrics"]
        stopping = { DRAIN = 5, GRACE = 30 }
        connections = { POOL = 4 }
        database_limit = 97
        peers = { DATABASE_URL = 5432 }
        guaranteed = ["production"]
        external = ["Secret/shop"]
        environment = "STAGE"
        scrapes = ["metrics.txt"]
        queries = ["rules"]
        [tool.pipeline.ship]
        overlays = "deploy/overlays"
        approval = ["staging", "production"]
        schema = "flask db-window"
        [tool.pipeline.engines]
        a = "unix:///run/a.sock"
        """)
    assert config == Config(
        paths=("app",),
        tests=("tests/app",),
        python=("3.11",),
        required=("lint",),
        coverage_threshold=92.5,
        security_severity=Severity.HIGH,
        security_confidence=Confidence.MEDIUM,
        security_required=(),
        security_ignore=(Ignored("B101", "asserts are fine", date(2030, 1, 31)),),
        test_files=("tests/conftest.py",),
        test_packages=("postgresql", "redis-server=5:7.*"),
        build_dockerfile="docker/Dockerfile",
        build_target="runtime",
        scan_severity=Severity.CRITICAL,
        scan_fixable_only=False,
        scan_required=("secrets",),
        scan_ignore=(Ignored("CVE-1", "unused", date(2030, 1, 31)),),
        scan_max_db_age=2,
        integration_compose="docker/compose.yaml",
        integration_env="docker/test.env",
        integration_tests=("tests/whole",),
        integration_files=("tests/client.py",),
        integration_packages=("curl",),
        integration_untranslated=("read_only", "deploy.resources"),
        e2e_tests=("tests/browser",),
        e2e_files=("tests/pages.py",),
        e2e_packages=("chromium",),
        manifests_kubernetes="1.34",
        manifests_files=("argo",),
        manifests_required=("contracts",),
        manifests_severity=Severity.LOW,
        manifests_ignore=(Ignored("CKV_1", "unused", date(2030, 1, 31)),),
        contracts_readiness=("/ready",),
        contracts_routes=("/metrics",),
        contracts_stopping=(("DRAIN", 5), ("GRACE", 30)),
        contracts_connections=(("POOL", 4),),
        contracts_database_limit=97,
        contracts_peers=(("DATABASE_URL", 5432),),
        contracts_guaranteed=("production",),
        contracts_external=("Secret/shop",),
        contracts_environment="STAGE",
        contracts_scrapes=("metrics.txt",),
        contracts_queries=("rules",),
        ship_overlays="deploy/overlays",
        ship_approval=("staging", "production"),
        ship_schema="flask db-window",
        engines=(("a", "unix:///run/a.sock"),),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(
            "pathz = ['a']", "pathz: unknown key; did you mean 'paths'?", id="a slip"
        ),
        pytest.param("zzz = 1", "zzz: unknown key; known are", id="unknown"),
        pytest.param("paths = 'app'", "paths: is 'app'; allowed: a list", id="no list"),
        pytest.param("paths = []", "paths: is []; allowed: a list", id="an empty list"),
        pytest.param("paths = ['/etc']", "paths[0]: is '/etc'; allowed", id="absolute"),
        pytest.param("paths = ['a', '']", "paths[1]: is ''; allowed", id="empty"),
        pytest.param("paths = ['--fix']", "paths[0]: is '--fix'", id="an option"),
        pytest.param('paths = ["a\\nb"]', "paths[0]: is 'a\\nb'", id="a line break"),
        pytest.param(
            "scan.fixable_only = 1", "is 1; allowed: true or false", id="no boolean"
        ),
        pytest.param("scan.max_db_age = 0", "is 0; allowed: a whole", id="no day"),
        pytest.param("scan.max_db_age = true", "is True; allowed", id="no number"),
        pytest.param(
            "integration.untranslated = ['Read-Only']",
            "untranslated[0]: is 'Read-Only'; allowed: keys",
            id="no key of compose",
        ),
        pytest.param("paths = [3]", "paths[0]: is 3; allowed", id="no path"),
        pytest.param(
            '"coverage.threshold" = 3', "did you mean 'coverage.threshold'", id="quoted"
        ),
        pytest.param("coverage.floor = 3", "coverage.floor: unknown key", id="inside"),
        pytest.param(
            "coverage.threshold = -0.1", "a number from 0 to 100", id="below 0"
        ),
        pytest.param(
            "coverage.threshold = nan", "is nan; allowed: a number", id="not a number"
        ),
        pytest.param(
            "security.confidence = 'critical'", "allowed: low, medium, high", id="sure"
        ),
        pytest.param(
            "test.packages = ['-o=x']", "test.packages[0]: is '-o=x'", id="apt option"
        ),
        pytest.param("required = 'lint'", "a list of lint, typecheck", id="no gates"),
        pytest.param("security.ignore = {}", "a list of tables with id", id="one"),
        pytest.param(
            "security.ignore = [{id = 'x', reason = 'y', expires = 2030-01-01, z = 1}]",
            "ignore[0]: is",
            id="more than an entry",
        ),
        pytest.param("paths = ['a/../..']", "without '..'", id="outside"),
        pytest.param(
            "python = ['3.9.1']", "python[0]: is '3.9.1'", id="a patch version"
        ),
        pytest.param("python = ['2.7']", "python[0]: is '2.7'", id="another Python"),
        pytest.param(
            "required = ['lnt']", "allowed: lint, typecheck", id="no such gate"
        ),
        pytest.param(
            "coverage.threshold = 101", "a number from 0 to 100", id="above 100"
        ),
        pytest.param(
            "coverage.threshold = true", "is True; allowed", id="bool is no number"
        ),
        pytest.param("coverage = 5", "coverage: is no table", id="no table"),
        pytest.param(
            "security.severity = 'bad'", "low, medium, high, critical", id="enum"
        ),
        pytest.param(
            "security.ignore = [{id = 'x'}]", "id, reason, expires", id="half an entry"
        ),
        pytest.param(
            "security.ignore = [{id = 'x', reason = '', expires = 2030-01-01}]",
            "ignore[0].reason: is ''",
            id="no reason",
        ),
        pytest.param(
            "security.ignore = [{id = 'x', reason = 'y', expires = 'soon'}]",
            "a date, e.g. 2030-01-31",
            id="no date",
        ),
        pytest.param(
            "contracts.stopping = 5",
            "stopping: is 5; allowed: a table",
            id="one number",
        ),
        pytest.param(
            "contracts.stopping = {DRAIN = 0}",
            "stopping.DRAIN: is 0; allowed: a whole number",
            id="no time",
        ),
        pytest.param(
            "contracts.peers = {'a b' = 1}",
            "peers: is 'a b'; allowed: a variable",
            id="no name",
        ),
        pytest.param(
            "contracts.external = ['shop']",
            "objects such as 'Secret/shop'",
            id="no kind",
        ),
        pytest.param(
            "contracts.readiness = ['ready']", "routes such as '/readyz'", id="no route"
        ),
        pytest.param(
            "contracts.environment = 3",
            "a variable such as 'ENVIRONMENT'",
            id="a number",
        ),
        pytest.param(
            "build.target = 3", "build.target: is 3; allowed: a string", id="text"
        ),
    ],
)
def test_what_is_impossible_is_refused_with_what_is_allowed(
    line: str, said: str
) -> None:
    """The key's path comes first."""
    with pytest.raises(ConfigError) as refused:
        parse(f"[tool.pipeline]\n{line}")
    assert said in str(refused.value)
    assert "  tool.pipeline." in str(refused.value)


def test_all_problems_are_told_at_once() -> None:
    """Nobody wants to fix them one run at a time."""
    with pytest.raises(ConfigError) as refused:
        parse("[tool.pipeline]\npathz = 1\ntests = 2\ncoverage.threshold = 'x'")
    assert 4 == len(str(refused.value).splitlines())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[tool.pipeline", id="broken TOML"),
        pytest.param("[tool]\npipeline = 3", id="no table"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_config_error(text: str) -> None:
    """With the parser's own place where it has one."""
    with pytest.raises(ConfigError, match="could not"):
        parse(text)


@pytest.mark.parametrize("threshold", [0, 100, 80.5])
def test_the_ends_of_the_range_are_allowed(threshold: float) -> None:
    """As whole numbers, too."""
    config = parse(f"tool.pipeline.coverage.threshold = {threshold}")
    assert threshold == config.coverage_threshold


def test_paths_and_versions_are_written_in_one_way_and_once() -> None:
    """Else a leg would run twice."""
    config = parse("""
        [tool.pipeline]
        paths = ["./app/", "app", "."]
        python = ["3.12", "3.11", "3.12"]
        """)
    assert (("app", "."), ("3.12", "3.11")) == (config.paths, config.python)


def test_a_repository_may_require_nothing() -> None:
    """Its gates are shown only."""
    assert () == parse("tool.pipeline.required = []").required


def test_gates_are_switched_on_and_off() -> None:
    """All run by default."""
    assert Config().runs("e2e")
    assert not parse("tool.pipeline.disabled = ['e2e']").runs("e2e")
    some = parse("tool.pipeline.enabled = ['lint', 'test']")
    assert [True, False] == [some.runs("lint"), some.runs("build")]


def test_only_gates_that_somebody_names_must_be_there() -> None:
    """By default all are required, of which hardly anybody has everything."""
    assert () == Config().named
    assert ("build",) == parse("tool.pipeline.required = ['build']").named


def test_a_gate_that_is_required_cannot_be_switched_off() -> None:
    """One of both is a mistake."""
    text = "tool.pipeline = { required = ['lint', 'e2e'], disabled = ['e2e'] }"
    with pytest.raises(ConfigError, match="required names e2e, which enabled or dis"):
        parse(text)


SCALARS = st.sampled_from(["1", "-1", "0.5", "nan", "true", '""', '"a"', '"3.12"'])
DATES = st.sampled_from(["2030-01-01", "2030-01-01T00:00:00", "10:00:00"])
ENTRIES = st.just('{id = "x", reason = "y", expires = 2030-01-01}')
VALUES = st.recursive(
    SCALARS | DATES | ENTRIES,
    lambda inner: st.lists(inner, max_size=3).map(lambda v: f"[{', '.join(v)}]")
    | inner.map(lambda v: f"{{id = {v}, reason = {v}, expires = {v}}}"),
    max_leaves=4,
)
NAMES = st.sampled_from([*KEYS, "coverage", "security", "build", "x", '"a.b"'])


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_no_table_breaks_the_reader(table: dict[str, str]) -> None:
    """Whatever the types, it is read or refused with every key that is wrong."""
    lines = "\n".join(f"{key} = {value}" for key, value in table.items())
    try:
        assert isinstance(parse(f"[tool.pipeline]\n{lines}"), Config)
    except ConfigError as error:
        assert str(error).startswith("could not ")
