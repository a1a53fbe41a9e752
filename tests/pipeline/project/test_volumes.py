"""Who shares a volume with whom?"""

import pytest

from pipeline.core.project.volumes import loads_plugins, repository

SHOP = """\
[project]
name = "Shop & Co"
dependencies = ["flask"]
[tool.black]
line-length = 88
"""
MANIFESTS = {"pyproject.toml": SHOP, "uv.lock": "version = 1\n"}


def test_the_name_of_a_volume_names_the_repository() -> None:
    """For people; two of that name have no volume in common."""
    assert repository(MANIFESTS).startswith("shop-co-")
    assert repository({"requirements.txt": "flask"}).startswith("unnamed-")
    other = {**MANIFESTS, "uv.lock": "version = 1 # another\n"}
    assert repository(MANIFESTS) != repository(other)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SHOP.replace("flask", "flask==3"), id="a dependency"),
        pytest.param(SHOP + '[tool.uv]\nindex-url = "https://x"\n', id="an index"),
        pytest.param(SHOP + '[build-system]\nrequires = ["x"]\n', id="a build"),
        pytest.param(
            SHOP + '[tool.setuptools_scm]\ngit_describe_command = "sh"\n',
            id="a command of a build",
        ),
        pytest.param(SHOP + '[[tool.uv.index]]\nurl = "https://x"\n', id="a list"),
    ],
)
def test_whatever_an_installer_may_run_has_a_volume_of_its_own(text: str) -> None:
    """A stranger who takes the name has to take all of it, and then runs the same."""
    assert repository(MANIFESTS) != repository({**MANIFESTS, "pyproject.toml": text})


def test_settings_that_no_installer_reads_keep_the_volume() -> None:
    """An edit of the line length fetches nothing again."""
    edited = SHOP.replace("88", "100") + "[tool.pipeline.coverage]\nthreshold = 90\n"
    assert repository(MANIFESTS) == repository({**MANIFESTS, "pyproject.toml": edited})


def test_the_order_of_files_and_tables_does_not_matter() -> None:
    """It is the same content."""
    turned = dict(reversed(MANIFESTS.items()))
    assert repository(MANIFESTS) == repository(turned)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param(
            "pyproject.toml", '[tool.mypy]\nplugins = ["shop/quiet.py"]', id="TOML"
        ),
        pytest.param(
            "pyproject.toml", '[tool.mypy]\n"plug\\u0069ns" = ["x"]', id="escaped"
        ),
        pytest.param("mypy.ini", "[mypy]\nPlugins: shop/quiet.py", id="capitals"),
        pytest.param("setup.cfg", "[mypy]\nplugins=x", id="setup.cfg"),
    ],
)
def test_code_that_mypy_loads_is_seen(file: str, text: str) -> None:
    """It could leave in mypy's cache whatever it likes."""
    assert loads_plugins({file: text})


def test_most_repositories_have_none() -> None:
    """They keep the cache."""
    assert not loads_plugins({"pyproject.toml": SHOP, "mypy.ini": "[mypy]\nstrict = 1"})
