"""A copy of the target repository, to plant defects in, and advisories about it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.gates import advisories
from tests.gates.reports import TARGET, Reports

HERE = Path(__file__).parent


@pytest.fixture(name="target")
def _target(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TARGET, tmp_path / "target"))


@pytest.fixture(name="trivy_db", scope="session")
def _trivy_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # The same all day: another one would make every scan run again.
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return advisories.write(tmp_path_factory.mktemp("trivy") / "db", today)


@pytest.fixture(name="databases", scope="session")
def _databases(trivy_db: Path) -> tuple[str, ...]:
    """Return the options with which nothing has to be fetched."""
    return (f"--safety-db={HERE / 'safety-db'}", f"--trivy-db={trivy_db}")


@pytest.fixture(name="reports", scope="session")
def _reports(
    databases: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> Reports:
    return Reports(tmp_path_factory.mktemp("reports"), databases)


collect_ignore = ["target"]
