"""Which engines may [tool.pipeline.engines] name?"""

import pytest

from pipeline.core.errors import ConfigError
from pipeline.core.project.config import parse
from pipeline.core.project.engines import engines


def problems(value: object) -> list[str]:
    """Return what is said of a value."""
    found: list[str] = []
    engines(value, "engines", found)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "kube-pod://engine-v0-19-10-0",
        "kube-pod://engine-0?namespace=dagger&container=engine&context=kind",
        "unix:///run/dagger/engine.sock",
        "tcp://127.0.0.1:8443",
        "tcp://localhost:8443",
        "tcp://[::1]:8443",
        "docker-container://dagger-engine-v0.19.10",
        "podman-container://engine_1",
    ],
)
def test_an_address_that_the_cli_can_reach_is_taken(address: str) -> None:
    """As it is."""
    found: list[str] = []
    assert (("a", address),) == engines({"a": address}, "engines", found)
    assert [] == found


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("tcp://engine.example:8080", id="plain TCP to another machine"),
        pytest.param("tcp://10.0.0.7:8080", id="plain TCP to an address"),
        pytest.param("tcp://0.0.0.0:8080", id="any address"),
        pytest.param("tcp://127.0.0.1", id="no port"),
        pytest.param("tcp://127.0.0.1:0", id="port zero"),
        pytest.param("tcp://127.0.0.1:99999", id="no such port"),
        pytest.param("tcp://me@127.0.0.1:8080", id="a user"),
        pytest.param("tcp://127.0.0.1:80/path", id="a path"),
        pytest.param("unix://run/engine.sock", id="a relative socket"),
        pytest.param("unix:///run/a b.sock", id="a space"),
        pytest.param("kube-pod://", id="no pod"),
        pytest.param("kube-pod://a?namespace=", id="an empty option"),
        pytest.param("kube-pod://a?namespace=b&namespace=c", id="an option twice"),
        pytest.param("kube-pod://a?name-space=b", id="an unknown option"),
        pytest.param("kube-pod://a?x", id="an option without a value"),
        pytest.param("https://engine.example", id="another scheme"),
        pytest.param("engine", id="no scheme"),
        pytest.param("kube-pod://a\n", id="a line break"),
        pytest.param("kube-pod://ä", id="not ASCII"),
        pytest.param("tcp://[::1:80", id="half a bracket"),
        pytest.param("", id="nothing"),
        pytest.param(7, id="a number"),
    ],
)
def test_any_other_address_is_refused_with_those_that_are_allowed(
    address: object,
) -> None:
    """Plain TCP too: an engine asks nobody who they are."""
    (problem,) = problems({"a": address})
    assert problem.startswith(f"engines.a: is {address!r}; allowed: kube-pod://POD")


@pytest.mark.parametrize("name", ["A", "a_b", "-a", "a-", "", "a" * 64, "a.b"])
def test_a_name_that_could_be_no_file_or_host_is_refused(name: str) -> None:
    """It stands in logs, reports and hashes."""
    (problem,) = problems({name: "unix:///run/a.sock"})
    assert "allowed: small letters" in problem


@pytest.mark.parametrize("value", [[], {}, "unix:///run/a.sock", None])
def test_what_is_no_table_is_refused(value: object) -> None:
    """And so is an empty one: no engine could run anything."""
    (problem,) = problems(value)
    assert "not empty" in problem


def test_one_engine_under_two_names_is_refused() -> None:
    """It would be given twice its share, and be lost twice."""
    (problem,) = problems({"a": "unix:///run/a.sock", "b": "unix:///run/a.sock"})
    assert "engines.b: is the same engine as 'a'; keep one" == problem


def test_all_problems_are_said_at_once() -> None:
    """With the key of each."""
    with pytest.raises(ConfigError) as error:
        parse("[tool.pipeline.engines]\nA = 1\nb = 'tcp://b:1'\n")
    said = str(error.value)
    assert "tool.pipeline.engines.A: is called 'A'" in said
    assert "tool.pipeline.engines.A: is 1" in said
    assert "tool.pipeline.engines.b: is 'tcp://b:1'" in said
