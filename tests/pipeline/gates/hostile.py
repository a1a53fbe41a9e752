"""Code of a repository that would have pytest end well although a test fails."""

HOSTILE = {
    "ends the process in a test": "def test_b():\n    import os\n    os._exit(0)\n",
    "ends the process at the end": """
import os
def pytest_sessionfinish():
    os._exit(0)
""",
    "turns failures into successes": """
import pytest
@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport():
    outcome = yield
    outcome.get_result().outcome = "passed"
""",
    "says that tests have run": "def pytest_runtest_protocol(): return True\n",
    "writes a report and ends": """
import os, pathlib, sys
for word in sys.argv:
    if word.startswith("--junitxml="):
        pathlib.Path(word.partition("=")[2]).write_text(
            '<testsuites><testcase classname="t" name="a"/></testsuites>'
        )
os._exit(0)
""",
    "rewrites the report at the very end": """
import atexit, pathlib, sys
def rewrite():
    for word in sys.argv:
        if word.startswith("--junitxml="):
            pathlib.Path(word.partition("=")[2]).write_text(
                '<testsuites><testcase classname="t" name="a"/></testsuites>'
            )
atexit.register(rewrite)
""",
    "removes the plugin": """
def pytest_configure(config):
    config.pluginmanager.unregister(name="pipeline-results")
""",
}
