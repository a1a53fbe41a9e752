"""Which versions of the service work on which schema."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.schema import Schema, Supported, complaint

NUMBERS = st.integers(0, 9)


def test_a_schema_that_is_too_old_has_to_be_upgraded() -> None:
    """The complaint says how."""
    assert complaint(Schema(2, 1), Supported(needs=3, knows=4)) == (
        "the schema is at 2 and this version needs 3; run 'flask db-upgrade'"
    )


def test_a_schema_that_has_moved_on_needs_a_newer_version() -> None:
    """It dropped what this one uses."""
    assert complaint(Schema(6, 5), Supported(needs=3, knows=4)) == (
        "the schema at 6 dropped what this version uses: it serves versions that"
        " know 5, this one knows 4; run a newer version"
    )


@pytest.mark.parametrize(
    ("schema", "supported"),
    [
        pytest.param(Schema(3, 1), Supported(3, 4), id="just what it needs"),
        pytest.param(Schema(4, 4), Supported(3, 4), id="just what it knows"),
        pytest.param(Schema(9, 4), Supported(3, 4), id="newer, with all it uses"),
        pytest.param(Schema(1, 1), Supported(1, 1), id="the first of both"),
    ],
)
def test_a_version_works_on_a_schema_that_is(
    schema: Schema, supported: Supported
) -> None:
    """While a rollout runs, two versions work on one schema."""
    assert complaint(schema, supported) is None


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_version_works_or_has_a_reason_not_to(
    revision: int, oldest_code: int, needs: int, knows: int
) -> None:
    """Both directions are covered: too old a schema, too old a version."""
    found = complaint(Schema(revision, oldest_code), Supported(needs, knows))

    assert (found is None) == (revision >= needs and knows >= oldest_code)
