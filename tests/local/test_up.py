"""Does `make up` give a person a service, and take it away again."""

import json
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import create_server

import pytest

from local import __main__ as command
from local import compose, ports
from local.client import Client
from local.compose import variables
from local.errors import LocalError
from local.places import PORTS, ROOT, Places
from local.plain import Plain
from local.tokens import Tokens


@pytest.fixture(name="places")
def _places(tmp_path: Path) -> Iterator[Places]:
    """Return a repository like ours, whose processes are gone afterwards."""
    for entry in ROOT.glob("[!.]*"):
        (tmp_path / entry.name).symlink_to(entry)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    found = Places(tmp_path, *(ports.free() for _ in PORTS))
    yield found
    Plain(found).down()


@pytest.fixture(autouse=True)
def _no_docker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "works", lambda: False)


def test_a_service_comes_up_with_a_history_and_goes_down(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    command.up(places)
    said = capsys.readouterr()
    assert f"{places.url}/" in said.out
    assert "make down" in said.out
    client = Client(places.url, Tokens.kept(places.folder).api)
    assert not client.is_empty()

    command.up(places)
    assert "runs already" in capsys.readouterr().err

    command.status(places)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["postgres", "redis", "service"]
    assert all("runs (process" in line for line in lines)

    command.down(places)
    stopped = re.findall(r"(\w+): stopped", capsys.readouterr().err)
    assert stopped == ["service", "redis", "postgres"]
    assert not any(map(ports.answers, (places.service, places.postgres, places.redis)))


def test_a_taken_port_stops_it_before_anything_starts(places: Places) -> None:
    with create_server(("127.0.0.1", places.service)):
        with pytest.raises(LocalError, match="port .* is taken .* set PORT to another"):
            command.up(places)
    assert all("does not run" in line for line in Plain(places).status())


def test_without_packages_it_says_how_to_get_them(places: Places) -> None:
    (places.root / ".venv").unlink()
    with pytest.raises(LocalError, match=r"run 'make \.venv/\.done'"):
        command.up(places)


def test_down_without_anything_says_so(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    command.down(places)
    assert capsys.readouterr().err == "no process runs\n"


def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(LocalError, match="could not read PORT 'http': it is no port"):
        Places.of({"PORT": "http"})


def test_seeding_without_a_service_says_to_start_it(places: Places) -> None:
    with pytest.raises(LocalError, match="run 'make up'"):
        command.seed(Client(places.url, "any"))


def test_tokens_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    tokens = Tokens.kept(tmp_path)
    assert Tokens.kept(tmp_path) == tokens
    assert Tokens.kept(tmp_path / "other") != tokens
    (file,) = tmp_path.glob("tokens*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_service_gets_hashes_and_no_token(tmp_path: Path) -> None:
    tokens = Tokens.kept(tmp_path)
    settings = json.dumps(dict(tokens.settings))
    assert tokens.api not in settings and tokens.sign_in not in settings
    assert re.fullmatch(r"[a-z]+=[0-9a-f]{64}", tokens.settings["SIGN_IN_TOKEN_HASHES"])


def test_tokens_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "tokens.json").write_text("{}")
    with pytest.raises(LocalError, match="remove it for new ones"):
        Tokens.kept(tmp_path)


def test_containers_get_every_variable_they_ask_for(places: Places) -> None:
    text = (ROOT / "compose.yaml").read_text()
    asked = set(re.findall(r"\$\{(\w+)", text))
    assert asked == set(variables(places, Tokens.random()))


def test_no_image_moves_with_time() -> None:
    text = (ROOT / "compose.yaml").read_text()
    images = re.findall(r"image: (\S+)", text)
    assert images
    assert all(":" in image and not image.endswith(":late" "st") for image in images)
