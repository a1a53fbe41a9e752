"""Does docs/architecture.md show the tree as it is?"""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.test_structure import MODULE, ROOMS, ROOT, imports, tracked

PAGE = (ROOT / "docs" / "architecture.md").read_text()
PICTURES = re.findall(r"```mermaid\n(.*?)```", PAGE, re.DOTALL)
# What main is in the first picture: the modules that people call.
TOP = ("main", "gates", "bundle", "deployments", "infrastructure")

Edges = set[tuple[str, str]]


def drawn(picture: str) -> Edges:
    """Return the arrows of a picture."""
    return set(re.findall(r"(\w+)(?:\[.*?\])? --> (\w+)", picture))


def closure(edges: Edges) -> Edges:
    """Return all pairs that a way of arrows leads between."""
    found = set(edges)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def between(files: Iterable[Path], place: re.Pattern[str]) -> Edges:
    """Return imports between places; *place* finds them in a module's name."""
    edges = set()
    for file in files:
        own = ".".join(file.relative_to(MODULE.parent).with_suffix("").parts)
        for name in imports(file):
            a, b = place.match(own), place.match(name)
            if a and b and a[1] != b[1]:
                edges.add((a[1], b[1]))
    return edges


def test_the_rooms_are_drawn_as_they_import() -> None:
    """No arrow is missing, and none stands for nothing."""
    files = sorted((MODULE / "core").rglob("*.py"))
    true = between(files, re.compile(rf"pipeline\.core\.({'|'.join(ROOMS)})\b"))
    assert closure(true) == closure(drawn(PICTURES[1]))
    assert {*ROOMS} == set(re.findall(r"\b[a-z]+\b", PICTURES[1])) - {"flowchart"}


def test_each_package_is_drawn_as_it_imports() -> None:
    """What runs in a container of its own imports the core only."""
    packages = sorted(each.parent.name for each in MODULE.glob("*/__init__.py"))
    files = [file for each in packages for file in (MODULE / each).rglob("*.py")]
    true = between(files, re.compile(rf"pipeline\.({'|'.join(packages)})\b"))
    top = [MODULE / f"{name}.py" for name in TOP]
    for name in (name for file in top for name in imports(file)):
        if name.split(".")[0] == "pipeline" and name.split(".")[1] in packages:
            true.add(("main", name.split(".")[1]))
    assert closure(true) == closure(drawn(PICTURES[0]))
    for each in packages:
        assert f"| `{each}/` |" in PAGE


def test_every_room_has_a_paragraph() -> None:
    """In the order of their imports."""
    assert [*ROOMS] == re.findall(r"^- \*\*(\w+)\*\* ", PAGE, re.MULTILINE)


def test_every_folder_has_a_line() -> None:
    """Of those that hold more than settings."""
    folders = {
        file.relative_to(ROOT).parts[0]
        for file in tracked()
        if len(file.relative_to(ROOT).parts) > 1
    }
    listed = set(re.findall(r"^\| `(\w+)/` \|", PAGE.split("## The module")[0], re.M))
    assert listed == {name for name in folders if not name.startswith(".")}


def test_the_places_of_changes_exist() -> None:
    """So that nobody looks in vain."""
    part = PAGE.split("## Where do I put")[1].split("## Words")[0]
    places = set(re.findall(r"`([\w./-]+/[\w./-]*)`", part))
    assert len(places) > 20
    assert [] == sorted(place for place in places if not (ROOT / place).exists())
