"""What does a failed build of the image say?"""

import pytest

from pipeline.core.gates import build
from pipeline.core.project.config import Config
from pipeline.core.verdict import Verdict

FAILED = (
    'process "python -c print(1)" did not complete successfully: exit code: 1 '
    "[traceparent:987f8698223a4eaffc749957385abf83-808b9c88424e758d]"
)
PRINTED = "\nCollecting shop\n\n  one\n  two\nERROR: no such package\n"


def test_an_image_that_builds_passes() -> None:
    """Without a finding."""
    leg = build.judge(Config(), None, 2.0, "FROM a\nRUN b\n")
    assert "2 instructions" == leg.said
    assert (Verdict.PASSED, (), 2.0) == (leg.verdict, leg.findings, leg.seconds)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        pytest.param(
            FAILED,
            'process "python -c print(1)" did not complete successfully: exit code: 1',
            id="the step alone",
        ),
        pytest.param(
            f"step 3{PRINTED}", "step 3 | one | two | ERROR: no such package", id="why"
        ),
        pytest.param("", "the build failed and said nothing", id="nothing"),
    ],
)
def test_a_failure_is_a_finding_on_the_dockerfile(failure: str, said: str) -> None:
    """The step, and the last that it printed; the log has all of it."""
    leg = build.judge(Config(build_dockerfile="a/Dockerfile"), failure, 2.0, "")
    assert Verdict.FAILED is leg.verdict
    assert [f"a/Dockerfile: {said} [build]"] == [str(f) for f in leg.findings]
    assert ("Collecting shop" in failure) is ("Collecting shop" in leg.log)
    assert "traceparent" not in leg.log


def test_a_repository_without_a_dockerfile_has_nothing_of_this_kind() -> None:
    """It is not red, and how to add one is said."""
    leg = build.missing(Config(build_dockerfile="a/Dockerfile"))
    assert Verdict.ABSENT is leg.verdict
    assert leg.reason.startswith("there is no 'a/Dockerfile'; add one")
    assert not leg.is_red
