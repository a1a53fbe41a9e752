"""Is a finding ignored where its entry means, and nowhere else?"""

from datetime import date

import pytest

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates.ignored import weighed
from pipeline.core.project.config import Ignored

TODAY = date(2026, 1, 1)
FOUND = Finding(
    *("trivy", "DS002", "the user is root", Severity.HIGH),
    aliases=("AVD-DS-0002", "DS002:images/redis/Dockerfile"),
)


@pytest.mark.parametrize(
    "name",
    ["DS002", "AVD-DS-0002", "DS002:images/redis/Dockerfile", "DS002:images/"],
)
def test_it_is_meant_by_rule_file_or_folder(name: str) -> None:
    """Of a folder with all that is inside."""
    entry = Ignored(name, "a stand-in", TODAY)
    assert not weighed(FOUND, Severity.HIGH, [entry], TODAY).blocks


@pytest.mark.parametrize(
    "name",
    ["DS00", "DS002:image", "DS002:images", "DS002:image/", "DS002:/", ":", "/", "DS/"],
)
def test_half_a_name_means_nothing(name: str) -> None:
    """Nor a folder whose name only begins the same."""
    entry = Ignored(name, "a stand-in", TODAY)
    assert weighed(FOUND, Severity.HIGH, [entry], TODAY).blocks
