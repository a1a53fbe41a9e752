"""How is Pipfile.lock read?"""

import json

import pytest

from pipeline.core.errors import ProjectError
from pipeline.core.project.dependencies.pipfile import requirements

LOCK = json.dumps(
    {
        "default": {
            "flask": {"version": "==3.1.0", "extras": ["async", "dotenv"]},
            "colorama": {"version": "==0.4", "markers": "os_name == 'nt'"},
            "prices": {"path": "./prices", "editable": True},
            "tool": {"git": "https://example.com/t.git", "ref": "abc"},
        },
        "develop": {"pytest": {"version": "==9.0"}, "flask": {"version": "==2"}},
    }
)


def test_each_package_is_a_requirement() -> None:
    """As pip writes it."""
    assert requirements(LOCK, develop=False).splitlines() == [
        "flask[async,dotenv]==3.1.0",
        "colorama==0.4 ; os_name == 'nt'",
        "-e ./prices",
        "tool @ git+https://example.com/t.git@abc",
    ]


def test_developers_packages_come_after_what_ships() -> None:
    """Whose version counts."""
    lines = requirements(LOCK, develop=True).splitlines()
    assert ["pytest==9.0"] == lines[4:]


@pytest.mark.parametrize("lock", ["[]", '{"default": 3}', '{"default": {"a": 3}}'])
def test_other_shapes_hold_nothing(lock: str) -> None:
    """They are no error of ours."""
    assert "" == requirements(lock, develop=True)


def test_a_broken_lock_is_an_error() -> None:
    """With the tool that makes it again."""
    with pytest.raises(ProjectError, match="'Pipfile.lock'.*run `pipenv lock`"):
        requirements("{", develop=True)
