"""What becomes of each key of a compose file?"""

import json

import pytest

from pipeline.core.compose import file as compose_file
from pipeline.core.compose.composition import (
    Bind,
    Build,
    Condition,
    Secret,
    Service,
    Temporary,
    Volume,
)
from pipeline.core.compose.healthcheck import HealthCheck
from pipeline.core.errors import ProjectError, ToolOutputError
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun
from tests.pipeline.compose.composed import HEALTHY, Json, read


def one(**keys: object) -> Service:
    """Read a single service that must have nothing wrong with it."""
    found = read({"a": {"command": None, "entrypoint": None, **keys}, "b": {}})
    assert () == found.findings
    return found.services["a"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param({"image": "redis:7"}, Service("a", "redis:7"), id="image"),
        pytest.param(
            {"build": {"context": "/src", "dockerfile": "Dockerfile"}},
            Service("a", build=Build(".", "Dockerfile")),
            id="build",
        ),
        pytest.param(
            {
                "build": {
                    "context": "/src/x",
                    "dockerfile": "D",
                    "target": "t",
                    "args": {"A": "b"},
                }
            },
            Service("a", build=Build("x", "D", "t", {"A": "b"})),
            id="build elsewhere",
        ),
        pytest.param(
            {"command": ["x", ""], "entrypoint": []},
            Service("a", command=("x", ""), entrypoint=()),
            id="words",
        ),
        pytest.param(
            {"command": [], "entrypoint": [""]}, Service("a", entrypoint=()), id="empty"
        ),
        pytest.param(
            {"stop_grace_period": "0s"}, Service("a", grace=0), id="no time to stop"
        ),
        pytest.param(
            {"environment": {"A": "$$b", "UNSET": None}},
            Service("a", environment={"A": "$b"}),
            id="environment",
        ),
        pytest.param(
            {"user": "1:2", "working_dir": "/w", "init": True},
            Service("a", user="1:2", working_dir="/w", init=True),
            id="process",
        ),
        pytest.param(
            {
                "ports": [
                    {"mode": "ingress", "target": 80, "published": "8080"},
                    {"target": 53, "protocol": "udp"},
                ],
                "expose": ["90"],
            },
            Service("a", ports=(80,)),
            id="ports",
        ),
        pytest.param(
            {"healthcheck": {"test": ["CMD", "x"], "interval": "2s", "retries": 3}},
            Service("a", health=HealthCheck(("x",), 2, None, 3)),
            id="health check",
        ),
        pytest.param(
            {"healthcheck": {"test": ["NONE"]}},
            Service("a", health=HealthCheck(disabled=True)),
            id="no health check",
        ),
        pytest.param(
            {"depends_on": {"b": HEALTHY}},
            Service("a", depends_on={"b": Condition.HEALTHY}),
            id="dependencies",
        ),
        pytest.param(
            {
                "volumes": [
                    {"type": "volume", "source": "v", "target": "/v", "volume": {}},
                    {"type": "volume", "target": "/own", "volume": {}},
                    {
                        "type": "bind",
                        "source": "/src/f",
                        "target": "/f",
                        "read_only": True,
                        "bind": {"create_host_path": True},
                    },
                    {"type": "tmpfs", "target": "/t", "tmpfs": {"size": "10"}},
                ],
                "tmpfs": ["/tmp"],
            },
            Service(
                "a",
                volumes=(Volume("v", "/v"), Volume("a:/own", "/own")),
                binds=(Bind("f", "/f"),),
                temporary=(Temporary("/tmp"), Temporary("/t", 10)),
            ),
            id="mounts",
        ),
        pytest.param(
            {
                "secrets": [
                    {"source": "s"},
                    {"source": "s", "target": "/x", "uid": "7", "mode": "0440"},
                ]
            },
            Service(
                "a",
                secrets=(
                    Secret("s", "/run/secrets/s"),
                    Secret("s", "/x", "7:0", 0o440),
                ),
            ),
            id="secrets",
        ),
        pytest.param(
            {"stop_grace_period": "1m", "networks": {"default": None}, "x-y": 1},
            Service("a", grace=60),
            id="what changes nothing else",
        ),
    ],
)
def test_a_key_is_translated(keys: Json, expected: Service) -> None:
    """And what its absence would mean is left to the image."""
    assert expected == one(**keys)


def test_false_and_empty_say_nothing() -> None:
    """They are what would be without them."""
    assert Service("a") == one(privileged=False, labels={}, cap_add=[], pid=None)


def test_a_dependency_that_may_be_missing_is_not_waited_for() -> None:
    """Its profile is inactive, so compose leaves it out."""
    optional = {"condition": "service_healthy", "required": False}
    found = read({"a": {"depends_on": {"mail": optional, "b": HEALTHY}}, "b": {}})
    assert {"b": Condition.HEALTHY} == found.services["a"].depends_on


def test_variables_that_a_shell_does_not_pass_on_are_handed_over() -> None:
    """What starts a service is one."""
    service = one(environment={"A_1": "a", "MY-KEY": "b c", "x.y": "", "1A": "d"})
    assert ("MY-KEY=b c", "x.y=", "1A=d") == service.unexported


def test_a_variable_is_asked_for_with_all_its_lines() -> None:
    """Of the files that compose takes variables from; one without a value is none."""
    config = Config(integration_compose="deploy/c.yaml", integration_env="x.env")
    words = " ".join(compose_file.variables(config))
    assert "--file=/src/../variables.json --env-file=/src/x.env" in words
    assert "--project-directory=/src/deploy config --format=json" in words
    asked = json.loads(compose_file.asking(["KEY", "GONE"]))
    environment = asked["services"]["variables"]["environment"]
    assert {"KEY": None, "GONE": None} == environment
    asked["services"]["variables"]["environment"]["KEY"] = "a\nGONE=b\nc$$d"
    run = ToolRun("compose", 0, json.dumps(asked))
    assert {"KEY": "a\nGONE=b\nc$d"} == compose_file.values(run)
    with pytest.raises(ToolOutputError):
        compose_file.values(ToolRun("compose", 1, stderr="no such file"))


def test_some_services_are_started_with_all_that_they_need() -> None:
    """And with no secret of another one."""
    started = {"condition": "service_started", "required": True}
    found = read(
        {
            "web": {"depends_on": {"db": started}, "secrets": [{"source": "key"}]},
            "db": {"depends_on": {"volume": started}},
            "volume": {"image": "busybox"},
            "mail": {"image": "mail"},
        },
        secrets={"key": {"file": "/src/key"}},
    )
    some = found.only(["db"])
    assert {"db", "volume"} == some.services.keys()
    assert {} == some.secrets
    assert {"key"} == found.only(["web", "mail"]).secrets.keys()
    assert found.services == found.only(["web", "mail"]).services


def test_a_service_that_there_is_none_of_is_named() -> None:
    """With those that there are."""
    with pytest.raises(ProjectError, match="'cache' of .* the compose file has a, b;"):
        read({"b": {}, "a": {}}).only(["a", "cache"])
