"""Are manifests held against the real schemas, all of them at once?"""

from pathlib import Path

from tests.gates.defects import MISFITS
from tests.gates.reports import report


def test_all_that_does_not_fit_its_schema_is_named_where_it_is(
    target: Path, databases: tuple[str, ...], tmp_path: Path
) -> None:
    """In the files as people wrote them, and nothing else is red."""
    for misfit in MISFITS:
        misfit.plant(target)
    found = report(target, databases, tmp_path / "report")
    (leg,) = [leg for leg in found.verdict["legs"] if leg["leg"] == "schemas"]

    assert {("manifests", "schemas")} == found.red
    assert [
        ("argocd/application.yaml", 13, "unknown-field"),
        ("argocd/application.yaml", 15, "unknown-kind"),
        ("k8s/base/deployment.yaml", 32, "type"),
        ("k8s/base/service.yaml", 9, "unknown-kind"),
    ] == [(each["path"], each["line"], each["rule"]) for each in leg["findings"]]
