"""A plugin of pytest: write down how each test ended, as soon as it has.

The pipeline compares this with the report: code of the repository may rewrite that one,
leave tests out, or end the process before its end. At the end it writes down what the
reports are, so that nobody changes them after that.

It is imported before pytest looks at it: PYTEST_DONT_REWRITE.
"""

import hashlib
import json
import os
import unittest
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

NAME = "results.jsonl"
REPORTS = (".json", ".xml")
SKIPPED = (pytest.skip.Exception, unittest.SkipTest)


class Results:
    """Lines of one run; several processes may write them."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.collected = self.kept = 0
        # Several tests may have one name.
        self.places: dict[pytest.Item, int] = {}

    def tell(self, **said: object) -> None:
        """Add a line at once: what comes next may end the process."""
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
        number = os.open(self.file, flags, 0o644)
        try:
            os.write(number, (json.dumps(said, sort_keys=True) + "\n").encode())
        finally:
            os.close(number)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(
        self, items: list[pytest.Item]
    ) -> Generator[None, None, None]:
        """Count the tests before anything leaves some of them out, and after that."""
        self.collected = len(items)
        yield
        self.kept = len(items)
        self.places = {item: place for place, item in enumerate(items)}

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, None]:
        """Tell of the preparation of a test."""
        self._phase(item, "setup", (yield))

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, None]:
        """Tell of a test itself."""
        self._phase(item, "call", (yield))

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, Any, None]:
        """Tell of what follows a test."""
        self._phase(item, "teardown", (yield))

    def _phase(self, item: pytest.Item, phase: str, outcome: Any) -> None:
        raised = outcome.excinfo and outcome.excinfo[0]
        # What pytest keeps of tests of the module unittest, which raise nothing.
        kept = getattr(item, "_excinfo", None)
        if not raised and phase == "call" and kept:
            raised = kept[0].type
        expected = bool(raised) and (
            issubclass(raised, pytest.xfail.Exception)
            or next(item.iter_markers("xfail"), None) is not None
        )
        skipped = bool(raised) and issubclass(raised, SKIPPED)
        self.tell(
            test=item.nodeid,
            place=self.places.get(item, -1),
            phase=phase,
            raised=raised.__name__ if raised else "",
            skipped=skipped,
            expected=expected and not skipped,
        )

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_sessionfinish(
        self, session: pytest.Session
    ) -> Generator[None, None, None]:
        """Tell that all is over, when all others have had their say."""
        yield
        worker = hasattr(session.config, "workerinput")
        written = {} if worker else self._written()
        self.tell(
            ended=not worker,
            collected=self.collected,
            kept=self.kept,
            written=written,
        )

    def _written(self) -> dict[str, str]:
        """Return the digest of each report."""
        return {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.file.parent.iterdir()
            if file.suffix in REPORTS
        }


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin before any code of the repository is imported."""
    report = early_config.known_args_namespace.xmlpath
    file = Path(report).absolute().with_name(NAME)
    file.parent.mkdir(parents=True, exist_ok=True)
    results = Results(file)
    results.tell(begun=True)
    early_config.pluginmanager.register(results, "pipeline-results")
