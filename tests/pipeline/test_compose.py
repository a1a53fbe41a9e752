"""What becomes of each key of a compose file, and is any of them lost?"""

import json
from typing import Any

import pytest

from pipeline.core import compose_file, compose_order
from pipeline.core.compose import (
    Bind,
    Build,
    Composition,
    Condition,
    Origin,
    Secret,
    Service,
    Temporary,
    Volume,
)
from pipeline.core.compose_failures import Failure, exited, unhealthy, unsuccessful
from pipeline.core.compose_suite import variables
from pipeline.core.config import Config
from pipeline.core.healthcheck import HealthCheck
from pipeline.core.tool import ToolRun

Json = dict[str, Any]
NONE = HealthCheck()
HEALTHY = {"condition": "service_healthy", "required": True}


def read(services: Json, *untranslated: str, **more: Json) -> Composition:
    """Read what compose would print."""
    document = {"name": "shop", "services": services, **more}
    run = ToolRun("compose", 0, json.dumps(document))
    return compose_file.read(run, Config(integration_untranslated=untranslated))


def one(**keys: object) -> Service:
    """Read a single service that must have nothing wrong with it."""
    found = read({"a": {"command": None, "entrypoint": None, **keys}})
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


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        pytest.param({"privileged": True}, "privileged", id="a flag"),
        pytest.param({"cap_drop": ["ALL"]}, "cap_drop", id="a list"),
        pytest.param(
            {"deploy": {"resources": {"limits": {"cpus": "1"}}}},
            "deploy.resources.limits",
            id="an object",
        ),
        pytest.param({"labels": {"a.b": "c"}}, "labels", id="names of anybody"),
        pytest.param({"networks": {"other": None}}, "networks", id="a network"),
        pytest.param(
            {"build": {"context": "/src", "secrets": [{"source": "x"}]}},
            "build.secrets",
            id="a part of a key",
        ),
        pytest.param(
            {"build": {"context": "/elsewhere"}}, "build.context", id="a folder outside"
        ),
        pytest.param(
            {"volumes": [{"type": "bind", "source": "/run/x", "target": "/x"}]},
            "volumes.source",
            id="a file outside",
        ),
        pytest.param(
            {"volumes": [{"type": "npipe", "source": "x", "target": "/x"}]},
            "volumes.type",
            id="a kind of mount",
        ),
        pytest.param({"tmpfs": ["/run:mode=755"]}, "tmpfs", id="an option"),
        pytest.param(
            {"depends_on": {"b": {**HEALTHY, "restart": True}}},
            "depends_on.b.restart",
            id="below a name",
        ),
        pytest.param({"configs": [{"source": "c"}]}, "configs.source", id="configs"),
    ],
)
def test_a_key_without_a_counterpart_is_refused_by_name(keys: Json, named: str) -> None:
    """Unless the repository says that it may be left out: then it is told."""
    [refused] = read({"a": keys}).findings
    assert refused.blocks
    assert f"could not translate 'services.a.{named}'" in refused.message

    [told] = read({"a": keys}, named).findings
    assert not told.blocks
    assert f"left out here: {named}" == told.message


def test_all_refusals_come_at_once() -> None:
    """Those of every service, and of the file."""
    found = read(
        {"a": {"privileged": True, "tty": True}, "b": {"pid": "host"}},
        volumes={"v": {"name": "v", "external": True}},
        networks={"default": {"name": "x", "ipam": {}}},
    )
    keys = ("volumes.v.external", "services.a.privileged", "services.a.tty")
    assert 4 == len(found.findings)
    for key in (*keys, "services.b.pid"):
        assert any(f"'{key}'" in finding.message for finding in found.findings)


def test_false_and_empty_say_nothing() -> None:
    """They are what would be without them."""
    assert Service("a") == one(privileged=False, labels={}, cap_add=[], pid=None)


def test_what_compose_refuses_is_told_in_its_words() -> None:
    """Without the place where it found the file."""
    said = "validating /src/compose.yaml: services.a\nunknown key"
    [finding] = compose_file.read(ToolRun("compose", 1, stderr=said), Config()).findings
    assert finding.blocks
    assert "validating compose.yaml: services.a unknown key" == finding.message


def test_what_compose_warns_of_is_shown() -> None:
    """It does not block."""
    warned = 'time="now" level=warning msg="The \\"A\\" variable is not set."\n'
    run = ToolRun("compose", 0, '{"services": {}}', warned)
    [finding] = compose_file.read(run, Config()).findings
    assert ('The "A" variable is not set.', False) == (finding.message, finding.blocks)


def test_secrets_come_from_files_and_variables_of_the_repository() -> None:
    """Others are refused."""
    found = read(
        {},
        secrets={
            "file": {"name": "x", "file": "/src/secret.txt"},
            "variable": {"name": "y", "environment": "PASSWORD"},
            "other": {"name": "z", "external": True},
        },
    )
    assert Origin("secret.txt") == found.secrets["file"]
    assert Origin(variable="PASSWORD") == found.secrets["variable"]
    assert all("secrets.other" in finding.message for finding in found.findings)


def test_compose_is_asked_about_the_file_with_its_variables() -> None:
    """Inside the container where the repository is."""
    config = Config(integration_compose="c.yaml", integration_env="x.env")
    program, *words = compose_file.resolve(config)
    assert "/docker-compose" == program
    assert "--file=/src/c.yaml --env-file=/src/x.env config --format=json" == " ".join(
        words
    )


def waiting(condition: Condition, health: HealthCheck = NONE) -> Composition:
    """Return a service that waits for another one."""
    a = Service("a", depends_on={"b": condition})
    return Composition({"a": a, "b": Service("b", health=health)})


def said(composition: Composition, longest: int = 20) -> list[str]:
    """Return why it cannot start."""
    checks = compose_order.checks(composition, {})
    found = compose_order.problems(composition, checks, "compose.yaml", longest)
    return [finding.message for finding in found]


def test_what_never_turns_healthy_is_not_waited_for() -> None:
    """A service has to have a health check that can be seen."""
    assert "'b' is healthy, as 'a' does" in said(waiting(Condition.HEALTHY))[0]
    assert [] == said(waiting(Condition.HEALTHY, health=HealthCheck(("x",))))
    assert [] == said(waiting(Condition.STARTED))


def test_services_that_wait_for_each_other_are_named() -> None:
    """They would do so for ever."""
    started = Condition.STARTED
    a, b = (Service(n, depends_on={m: started}) for n, m in (("a", "b"), ("b", "a")))
    [message] = said(Composition({"a": a, "b": b}))
    assert "wait for each other" in message


def test_a_name_has_to_fit_into_that_of_a_host() -> None:
    """Or the engine could not start it."""
    [message] = said(Composition({"abc": Service("abc")}), longest=2)
    assert "may have 2 characters" in message


def test_the_dockerfile_of_a_service_has_its_health_check() -> None:
    """Where compose says nothing."""
    composition = Composition({"a": Service("a", build=Build("x", "D"))})
    texts = {"x/D": "FROM a\nHEALTHCHECK CMD y\n"}
    assert ("/bin/sh", "-c", "y") == compose_order.checks(composition, texts)["a"].test


def test_what_others_wait_to_complete_runs_to_its_end() -> None:
    """All else goes on running."""
    assert {"b"} == waiting(Condition.COMPLETED).ending
    assert set() == waiting(Condition.HEALTHY).ending


def test_the_suite_is_told_the_published_ports() -> None:
    """The first of a service by its name alone."""
    services = [Service("my-shop", ports=(80, 90)), Service("redis")]
    assert {
        "MY_SHOP_URL": "http://my-shop:80",
        "MY_SHOP_URL_80": "http://my-shop:80",
        "MY_SHOP_URL_90": "http://my-shop:90",
    } == variables(services)


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        pytest.param(
            exited("a", 7), "'a' exited with code 7; its log ends: c | d", id="exited"
        ),
        pytest.param(
            unsuccessful("b", 2),
            "'b' did not complete successfully: exit code 2",
            id="unsuccessful",
        ),
        pytest.param(
            unhealthy("b", "x\nrefused\n"),
            "the health check of 'b' never turned healthy: x | refused",
            id="unhealthy",
        ),
    ],
)
def test_a_failure_says_what_happened_and_how_the_log_ends(
    failure: Failure, message: str
) -> None:
    """As one finding at the compose file."""
    finding = failure.finding({"a": "c\n\nd\n"}, "compose.yaml")
    assert (message, "compose.yaml") == (finding.message, finding.path)
