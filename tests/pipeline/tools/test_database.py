"""How old is a database of vulnerabilities?"""

from datetime import UTC, date, datetime

import pytest

from pipeline.core.errors import DatabaseError, Refused
from pipeline.core.tools.database import Database, check, day

NOW = datetime(2030, 6, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("updated", "said"),
    [
        pytest.param(
            "2030-06-07T06:13:48.123456789Z",
            "database of 2030-06-07, 4 days old",
            id="as Trivy writes it",
        ),
        pytest.param(
            "2030-06-10T12:00:00Z", "database of 2030-06-10, 1 day old", id="a day"
        ),
        pytest.param(
            "2030-06-10T12:00:01Z", "database of 2030-06-10, 0 days old", id="not yet"
        ),
        pytest.param(
            "2030-06-11T13:00:00Z",
            "database of 2030-06-11, 0 days old",
            id="made where the clock is ahead",
        ),
    ],
)
def test_it_says_its_day_and_its_age(updated: str, said: str) -> None:
    """In whole days."""
    metadata = f'{{"Version": 2, "UpdatedAt": "{updated}"}}'
    database = Database.read(metadata, NOW)
    assert said == str(database)


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="no object"),
        pytest.param('{"Version": 2}', id="without a moment"),
        pytest.param('{"UpdatedAt": 5}', id="a number"),
        pytest.param('{"UpdatedAt": "yesterday"}', id="a word"),
        pytest.param('{"UpdatedAt": "2030-06-07T06:13:48"}', id="without a zone"),
    ],
)
def test_a_database_of_no_known_day_is_refused(metadata: str) -> None:
    """Nobody could say that it is young enough."""
    with pytest.raises(DatabaseError, match="fetch the database again"):
        Database.read(metadata, NOW)


def test_its_day_is_read_as_it_was_written_down() -> None:
    """And of no other form."""
    written = Database(date(2030, 6, 7), age=4).document
    assert date(2030, 6, 7) == day(written)
    with pytest.raises(Refused, match="it has to be a day"):
        day(written.replace("2030-06-07", "yesterday"))


@pytest.mark.parametrize("missing", ["trivy.db", "metadata.json"])
def test_a_folder_that_is_no_database_is_refused(missing: str) -> None:
    """With the name of what is not there."""
    check(["metadata.json", "trivy.db"])
    names = {"trivy.db", "metadata.json", "other"} - {missing}
    with pytest.raises(DatabaseError, match=f"it holds no '{missing}'"):
        check(names)
