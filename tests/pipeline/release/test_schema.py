"""Can a release work on the schema that a database has?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import Refused
from pipeline.core.release.release import SchemaWindow
from pipeline.core.release.schema import Schema, complaint, fits, left_by, window
from tests.pipeline.deploy.shipping import release

WINDOW = SchemaWindow(needs=3, knows=5, oldest_code=2)
small = st.integers(0, 6)


def test_the_service_says_what_it_needs() -> None:
    """In the words of its own command."""
    text = '{"needs": 3, "knows": 5, "oldest_code": 2}'

    assert WINDOW == window(text, "db-window")
    assert SchemaWindow(5, 5, 5) == window(text.replace("3", "5").replace("2", "5"), "")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("", "line 1 is no JSON; restore it from Git", id="nothing"),
        pytest.param("{}", "it lacks 'needs'; add it", id="no numbers"),
        pytest.param(
            '{"needs": 1, "knows": 2, "oldest_code": 3}',
            "oldest_code is 3, but it knows 2; no release works like that: fix it",
            id="not even itself",
        ),
        pytest.param(
            '{"needs": 3, "knows": 2, "oldest_code": 2}',
            "needs is 3, but it knows 2; no release works like that: fix it",
            id="what it does not know",
        ),
        pytest.param(
            '{"needs": 1, "knows": 2, "oldest_code": 1, "head": 2}',
            "it has unknown key 'head'; remove it",
            id="a word too many",
        ),
    ],
)
def test_a_window_that_cannot_be_is_refused(text: str, cause: str) -> None:
    """The service itself is wrong then."""
    with pytest.raises(Refused) as refused:
        window(text, "db-window")
    assert f"could not read 'db-window': {cause}" == str(refused.value)


@pytest.mark.parametrize(
    ("schema", "cause"),
    [
        pytest.param(Schema(3, 1), None, id="the oldest that it works on"),
        pytest.param(Schema(9, 5), None, id="the newest that serves it"),
        pytest.param(None, None, id="no schema yet"),
        pytest.param(
            Schema(2, 1), "the schema is at 2 and it needs 3", id="a schema too old"
        ),
        pytest.param(
            Schema(9, 6),
            "the schema at 9 serves code that knows 6, it knows 5",
            id="a schema too new",
        ),
    ],
)
def test_a_release_fits_within_its_window(
    schema: Schema | None, cause: str | None
) -> None:
    """Both ends belong to it."""
    assert cause == complaint(schema, WINDOW)
    assert (cause is None) == fits(schema, WINDOW)


@given(st.builds(Schema, small, small))
def test_a_release_without_a_database_always_fits(schema: Schema) -> None:
    """It does not care."""
    assert fits(schema, None)


@given(st.lists(st.builds(SchemaWindow, small, small, small), min_size=1))
def test_git_knows_the_schema_by_all_that_ever_ran_there(
    windows: list[SchemaWindow],
) -> None:
    """Migrations only go forward: the newest counts, whenever it was there."""
    schema = left_by(release(schema=each) for each in [*windows, None])

    newest = max(each.knows for each in windows)
    oldest = max(each.oldest_code for each in windows if each.knows == newest)
    assert Schema(newest, oldest) == schema


def test_without_a_database_there_is_no_schema() -> None:
    """Nor where nothing has been yet."""
    assert None is left_by([])
    assert None is left_by([release(schema=None)])
