"""A plugin of pytest: list the statements of all code, also of what nothing imports.

Coverage does not look into folders that are no packages, nor at modules that nobody has
named and no test imports: they would not count as code that is not covered.

It is imported before pytest looks at it: PYTEST_DONT_REWRITE.
"""

import json
from collections.abc import Generator
from fnmatch import fnmatch
from pathlib import Path

import coverage
import pytest

NAME = "statements.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the paths of the code."""
    parser.addoption("--pipeline-code", action="append", default=[])


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Write the lines of the statements of each file, and what settings omit."""
    yield
    options = session.config.option
    if hasattr(session.config, "workerinput"):
        return
    settings = getattr(options, "cov_config", True)
    measured = coverage.Coverage(data_file=None, config_file=settings)
    listed = {
        str(file): _facts(measured, file)
        for path in options.pipeline_code
        for file in _files(Path(path))
    }
    Path(options.xmlpath).with_name(NAME).write_text(json.dumps(listed))


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def _facts(measured: coverage.Coverage, file: Path) -> dict[str, object]:
    omitted = any(
        fnmatch(str(place), pattern)
        for option in ("run:omit", "report:omit")
        for pattern in _patterns(measured, option)
        for place in (file, file.absolute())
    )
    try:
        _, lines, excluded, _, _ = measured.analysis2(str(file))
    except coverage.exceptions.CoverageException:
        # Coverage cannot parse it: its own report says so.
        lines, excluded = [], []
    return {"statements": lines, "excluded": excluded, "omitted": omitted}


def _patterns(measured: coverage.Coverage, option: str) -> list[str]:
    found = measured.get_option(option)
    return found if isinstance(found, list) else []
