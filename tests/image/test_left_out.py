"""Which files of a library are in the image?"""

import pytest

from image.left_out import DEPENDENCIES, PYTHON, TIME_ZONES, is_kept

LISTS = (PYTHON, DEPENDENCIES, TIME_ZONES)


@pytest.mark.parametrize(
    "name",
    [
        "json/__init__.py",
        "unittest/mock.py",
        "multiprocessing/popen_spawn_posix.py",
        "lib-dynload/_hashlib.cpython-312-x86_64-linux-gnu.so",
        "testing.py",
        "LICENSE.txt",
    ],
)
def test_of_python_there_is(name: str) -> None:
    """What no name of the list stands for, although some begin like one."""
    assert is_kept(name, PYTHON)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("turtle.py", id="a module"),
        pytest.param("idlelib/Icons/idle.ico", id="a package, data included"),
        pytest.param("asyncio/windows_events.py", id="a module of a package"),
        pytest.param("lib-dynload/nis.cpython-312-x86_64-linux-gnu.so", id="compiled"),
        pytest.param("json/__pycache__/decoder.cpython-312.pyc", id="bytecode"),
        pytest.param("config-3.12-x86_64-linux-gnu/Makefile", id="a pattern"),
    ],
)
def test_of_python_there_is_no(name: str) -> None:
    """Whatever a name stands for."""
    assert not is_kept(name, PYTHON)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("sqlalchemy/dialects/postgresql/base.py", True),
        ("sqlalchemy/dialects/mysql/base.py", False),
        ("jinja2/tests.py", True),
        ("structlog/testing.py", True),
        ("wrapt/_wrappers.c", False),
        ("click/core.py", True),
        ("../../../bin/gunicorn", True),
    ],
)
def test_of_dependencies_there_is(name: str, kept: bool) -> None:
    """All but what is named: what looks like tests may be a part of its library."""
    assert kept == is_kept(name, DEPENDENCIES)


def test_no_name_is_listed_twice() -> None:
    """One reason is enough."""
    for each in LISTS:
        names = " ".join(each.values()).split()
        assert len(set(names)) == len(names)
