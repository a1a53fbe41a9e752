"""Is a Secret in Git read by whom it is for, and by nobody else?"""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from app.variables import SECRET
from pipeline.core.project.environment import Environment
from tests.missing import needed
from tests.policies.documents import ROOT, Document
from tests.policies.sops import (
    FOLDER,
    Key,
    Workplace,
    allow,
    executable,
    made,
    unsealed,
)

ENVIRONMENTS = [each.value for each in Environment]
FILE = "production/secret.yaml"
WORDS = {name: f"the-{name.lower()}-of-production" for name in sorted(SECRET)}
# What SOPS ends with: docs/secrets.md says what to do.
NO_KEY, CHANGED = 128, 51


@pytest.fixture(name="key")
def _key(tmp_path: Path) -> Key:
    """The key of who is on call."""
    with needed():
        executable()
        return made(tmp_path / "ours.txt")


@pytest.fixture(name="other")
def _other(tmp_path: Path, key: Key) -> Key:
    """The key of somebody else."""
    return made(tmp_path / "other.txt")


@pytest.fixture(name="place")
def _place(tmp_path: Path, key: Key) -> Workplace:
    """The folder with a Secret of production that is not encrypted yet."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "sops"))
    allow(folder, "production", key)
    document = read(folder / "secret-example.yaml")
    document["stringData"] = WORDS
    file = folder / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(document))
    return Workplace(folder, key)


@pytest.fixture(name="sealed")
def _sealed(place: Workplace) -> Workplace:
    """The folder with that Secret encrypted."""
    place.done("encrypt", "--in-place", FILE)
    return place


def read(file: Path) -> Document:
    """Return the one document of a file."""
    document: Document = yaml.safe_load(file.read_text())
    return document


def test_no_value_is_plain_in_an_encrypted_file(sealed: Workplace) -> None:
    """What the Secret is called and which values it has can be reviewed."""
    text = (sealed.folder / FILE).read_text()
    document = yaml.safe_load(text)
    assert [] == [word for word in WORDS.values() if word in text]
    assert WORDS.keys() == document["stringData"].keys()
    assert [] == unsealed(document["stringData"])
    assert "release-ledger" == document["metadata"]["name"]


def test_who_it_is_for_reads_it(sealed: Workplace) -> None:
    """As a Secret that kubectl applies."""
    document = yaml.safe_load(sealed.done("decrypt", FILE))
    assert WORDS == document["stringData"]
    assert "sops" not in document


def test_nobody_else_reads_it(sealed: Workplace, other: Key) -> None:
    """Neither a stranger nor who may read another environment."""
    ran = sealed.of(other).sops("decrypt", FILE)
    assert NO_KEY == ran.returncode
    assert "" == ran.stdout


@pytest.mark.parametrize("part", ["a value", "two values", "the name"])
def test_a_change_by_hand_is_noticed(sealed: Workplace, part: str) -> None:
    """Of a value that is encrypted, of their order, of what is not encrypted."""
    file = sealed.folder / FILE
    document = read(file)
    data = document["stringData"]
    if part == "a value":
        del data["REDIS_URL"]
    elif part == "two values":
        data["API_TOKEN_HASHES"] = data["ARGOCD_TOKEN_HASHES"]
    else:
        document["metadata"]["name"] = "another"
    file.write_text(yaml.safe_dump(document, sort_keys=False))
    ran = sealed.sops("decrypt", FILE)
    assert ran.returncode != 0
    assert "" == ran.stdout
    if part != "two values":
        assert CHANGED == ran.returncode
        assert "MAC mismatch" in ran.stderr


def test_a_value_is_changed_without_decrypting_the_file(sealed: Workplace) -> None:
    """Others stay as they are, so that the difference in Git shows which it was."""
    before = read(sealed.folder / FILE)["stringData"]
    sealed.done("set", FILE, '["stringData"]["REDIS_URL"]', '"redis://another"')
    after = read(sealed.folder / FILE)["stringData"]
    assert {"REDIS_URL"} == {name for name in before if before[name] != after[name]}
    assert "redis://another" in sealed.done("decrypt", FILE)


def test_taking_a_key_away_needs_new_data_keys(sealed: Workplace, other: Key) -> None:
    """Who could read the file once may have kept what its values are encrypted with."""
    allow(sealed.folder, "production", other)
    before = read(sealed.folder / FILE)["stringData"]
    sealed.done("updatekeys", "--yes", FILE)
    assert before == read(sealed.folder / FILE)["stringData"]
    sealed.of(other).done("rotate", "--in-place", FILE)
    after = read(sealed.folder / FILE)["stringData"]
    assert [] == [name for name in before if before[name] == after[name]]


def test_after_a_rotation_the_old_key_reads_nothing_new(
    sealed: Workplace, other: Key
) -> None:
    """What it could read before is in Git's history: those values are changed, too."""
    old = (sealed.folder / FILE).read_text()
    allow(sealed.folder, "production", other)
    sealed.done("updatekeys", "--yes", FILE)
    fresh = sealed.of(other)
    fresh.done("rotate", "--in-place", FILE)
    fresh.done("set", FILE, '["stringData"]["REDIS_URL"]', '"redis://new"')
    assert NO_KEY == sealed.sops("decrypt", FILE).returncode
    assert "redis://new" in fresh.done("decrypt", FILE)
    (sealed.folder / FILE).write_text(old)
    assert WORDS["REDIS_URL"] in sealed.done("decrypt", FILE)


def test_there_is_a_rule_for_each_environment() -> None:
    """With recipients of its own: who may read dev may not read production."""
    rules = read(FOLDER / ".sops.yaml")["creation_rules"]
    assert [rf"^{name}/secret\.yaml$" for name in ENVIRONMENTS] == [
        rule["path_regex"] for rule in rules
    ]
    assert {"^(data|stringData)$"} == {rule["encrypted_regex"] for rule in rules}
    assert len({rule["age"] for rule in rules}) == len(ENVIRONMENTS)


def test_placeholders_are_no_recipients(place: Workplace) -> None:
    """Who has put in no key of his own is told so, and no file is lost to nobody."""
    file = place.folder / "dev" / "secret.yaml"
    file.parent.mkdir(exist_ok=True)
    text = (place.folder / "secret-example.yaml").read_text()
    file.write_text(text)
    ran = place.sops("encrypt", "--in-place", "dev/secret.yaml")
    assert ran.returncode != 0
    assert "recipient" in ran.stderr
    assert text == file.read_text()


def test_a_file_elsewhere_is_not_encrypted_for_anybody(place: Workplace) -> None:
    """No rule is for it: a slip in the name is not a Secret for the wrong people."""
    (place.folder / "prod.yaml").write_text("stringData: {A: b}\n")
    assert "no matching creation rules" in place.sops("encrypt", "prod.yaml").stderr


def test_the_example_has_what_the_service_keeps_secret() -> None:
    """No more, and no value that would work."""
    example = read(FOLDER / "secret-example.yaml")
    assert SECRET == example["stringData"].keys()
    assert "release-ledger" == example["metadata"]["name"]


# An example, and what Argo CD knows of its own cluster: it has no credentials.
OPEN = (
    FOLDER / "secret-example.yaml",
    ROOT / "argocd" / "clusters" / "secret-in-cluster.yaml",
)


def test_nothing_decrypted_is_committed() -> None:
    """Each Secret in Git is encrypted, but for the example, which holds none."""
    assert [] == [str(file) for file in committed() if decrypted(read(file))]


def committed() -> list[Path]:
    """List the Secrets that Git knows, but for those that hold no secret."""
    words = ["git", "ls-files", "*secret.yaml", "*secret-*.yaml"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    files = [ROOT / line for line in ran.stdout.splitlines()]
    return [each for each in files if each not in OPEN and is_secret(each)]


def is_secret(file: Path) -> bool:
    """Say whether a file is a Secret."""
    return file.is_file() and "\nkind: Secret\n" in f"\n{file.read_text()}"


def decrypted(document: Document) -> list[str]:
    """Name what is not encrypted in a Secret."""
    return unsealed({**document.get("data", {}), **document.get("stringData", {})})


def test_a_decrypted_file_would_be_seen(sealed: Workplace) -> None:
    """The same file, encrypted and not."""
    assert [] == decrypted(read(sealed.folder / FILE))
    plain = yaml.safe_load(sealed.done("decrypt", FILE))
    assert sorted(WORDS) == sorted(decrypted(plain))
