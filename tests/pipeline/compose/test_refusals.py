"""Is any key of a compose file lost without a word?"""

import pytest

from pipeline.core.compose import file as compose_file
from pipeline.core.compose.composition import Origin
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun
from tests.pipeline.compose.composed import HEALTHY, Json, read


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
            {"networks": {"default": {"aliases": ["database"]}}},
            "networks.default.aliases",
            id="another name",
        ),
        pytest.param({"scale": 0}, "scale", id="no copy of it"),
        pytest.param({"deploy": {"replicas": 0}}, "deploy.replicas", id="no replica"),
        pytest.param(
            {"build": {"context": "/src", "secrets": [{"source": "x"}]}},
            "build.secrets.source",
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
