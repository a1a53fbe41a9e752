"""Which environment variables the service starts with."""

import pytest

from app.settings import EX_CONFIG, InvalidSettings, Settings, load, parse
from app.variables import READERS, LogLevel


def test_nothing_needs_to_be_set() -> None:
    """A laptop needs no configuration."""
    assert Settings() == parse({})


def test_every_variable_is_read() -> None:
    """And arrives typed."""
    given = {
        "DATABASE_URL": "sqlite:////data/ledger.db",
        "DATABASE_POOL": "4",
        "DATABASE_RECYCLE_SECONDS": "600",
        "REDIS_URL": "rediss://redis:6379/1",
        "CACHE_SECONDS": "9",
        "CDN_URL": "https://cdn.example/ledger",
        "BASE_PATH": "/tools/ledger",
        "API_TOKEN_HASHES": f"{'a' * 64}, ci={'b' * 64}",
        "ARGOCD_TOKEN_HASHES": "c" * 64,
        "SIGN_IN_TOKEN_HASHES": f"ada={'d' * 64}, bob={'e' * 64}",
        "LOG_LEVEL": "warning",
        "RELEASE_COMMIT": "c" * 40,
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318",
        "ADDRESS": "127.0.0.1",
        "PORT": "9000",
        "METRICS_ADDRESS": "::1",
        "METRICS_PORT": "9100",
        "TRUSTED_PROXIES": "10.0.0.0/8",
        "WEB_CONCURRENCY": "4",
        "WEB_THREADS": "16",
        "WORKER_REQUESTS": "1000",
        "SIGN_IN_LIMIT": "5",
        "TOKEN_WRITE_LIMIT": "60",
        "ADDRESS_WRITE_LIMIT": "0",
        "DRAIN_SECONDS": "0",
        "GRACEFUL_SECONDS": "20",
        "KEEP_ALIVE_SECONDS": "620",
    }

    assert {name.upper() for name in READERS} == given.keys()
    assert parse(given) == Settings(
        database_url="sqlite:////data/ledger.db",
        database_pool=4,
        database_recycle_seconds=600,
        redis_url="rediss://redis:6379/1",
        cache_seconds=9,
        cdn_url="https://cdn.example/ledger",
        base_path="/tools/ledger",
        api_token_hashes=(("token-aaaaaaaa", "a" * 64), ("ci", "b" * 64)),
        argocd_token_hashes=(("token-cccccccc", "c" * 64),),
        sign_in_token_hashes=(("ada", "d" * 64), ("bob", "e" * 64)),
        log_level=LogLevel.WARNING,
        release_commit="c" * 40,
        otel_exporter_otlp_endpoint="http://collector:4318",
        address="127.0.0.1",
        port=9000,
        metrics_address="::1",
        metrics_port=9100,
        trusted_proxies="10.0.0.0/8",
        web_concurrency=4,
        web_threads=16,
        worker_requests=1000,
        sign_in_limit=5,
        token_write_limit=60,
        address_write_limit=0,
        drain_seconds=0,
        graceful_seconds=20,
        keep_alive_seconds=620,
    )


def test_an_empty_variable_counts_as_unset() -> None:
    """Compose files pass on what is unset as empty."""
    assert Settings() == parse({"PORT": "", "DATABASE_URL": "", "HOME": "/root"})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        pytest.param("PORT", "http", id="port in words"),
        pytest.param("PORT", "0", id="port too small"),
        pytest.param("PORT", "65536", id="port too big"),
        pytest.param("PORT", "-1", id="negative port"),
        pytest.param("PORT", "9" * 5000, id="endless port"),
        pytest.param("WEB_CONCURRENCY", "0", id="no workers"),
        pytest.param("BASE_PATH", "ledger", id="path without a slash"),
        pytest.param("BASE_PATH", "/ledger/", id="path with a slash at its end"),
        pytest.param("LOG_LEVEL", "loud", id="unknown log level"),
        pytest.param("RELEASE_COMMIT", "main", id="branch for a commit"),
        pytest.param("DATABASE_URL", "ledger.db", id="path for a URL"),
        pytest.param("DATABASE_URL", "nosuch://host/db", id="unknown database"),
        pytest.param("DATABASE_URL", "mysql+asyncmy://h/d", id="driver not installed"),
        pytest.param("DATABASE_URL", "postgresql://h:port/d", id="port no number"),
        pytest.param("API_TOKEN_HASHES", "a" * 63, id="hash too short"),
        pytest.param("API_TOKEN_HASHES", "a" * 64 + ",", id="comma too many"),
        pytest.param("API_TOKEN_HASHES", "=" + "a" * 64, id="name of nothing"),
    ],
)
def test_the_service_refuses(variable: str, value: str) -> None:
    """The message names the variable."""
    with pytest.raises(InvalidSettings, match=f"could not read {variable}"):
        parse({variable: value})


def test_all_wrong_variables_are_reported_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The process ends with the list, and with the code for a configuration error."""
    with pytest.raises(SystemExit) as ended:
        load({"PORT": "http", "LOG_LEVEL": "loud"})

    assert EX_CONFIG == ended.value.code
    assert capsys.readouterr().err.splitlines() == [
        "could not read LOG_LEVEL 'loud': must be one of debug, info, warning, error;"
        " correct it or leave it unset",
        "could not read PORT 'http': must be a whole number from 1 to 65535;"
        " correct it or leave it unset",
    ]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        pytest.param(
            "DATABASE_URL", "postgresql+x://me:hunter2@host/db", id="password"
        ),
        pytest.param("API_TOKEN_HASHES", "hunter2", id="token given unhashed"),
    ],
)
def test_a_message_does_not_repeat_a(variable: str, value: str) -> None:
    """Messages end up in logs, secrets must not."""
    with pytest.raises(InvalidSettings) as refusal:
        parse({variable: value})

    assert "hunter2" not in str(refusal.value)
