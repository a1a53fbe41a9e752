"""What does a failed build of the image say?"""

from pipeline.core import build
from pipeline.core.config import Config
from pipeline.core.verdict import Verdict


def test_an_image_that_builds_passes() -> None:
    """Without a finding."""
    leg = build.judge(Config(), None, 2.0)
    assert (Verdict.PASSED, ()) == (leg.verdict, leg.findings)


def test_a_failure_is_a_finding_on_the_dockerfile() -> None:
    """On one line, however many the engine used."""
    leg = build.judge(Config(build_dockerfile="a/Dockerfile"), "step 3\n\n failed", 2.0)
    assert Verdict.FAILED is leg.verdict
    assert ["a/Dockerfile: step 3 failed [build]"] == [str(f) for f in leg.findings]


def test_a_repository_without_a_dockerfile_is_skipped_and_red() -> None:
    """Unless the gate is not required."""
    leg = build.missing(Config())
    assert Verdict.SKIPPED is leg.verdict
    assert leg.is_red
