"""What one environment has that the next one lacks."""

from dataclasses import replace

import pytest

from app.domain.deployment import Deployment, Details, Environment, Status
from app.domain.difference import Change, Difference, changes
from app.store import differences
from app.store.differences import difference
from app.store.ledger import Ledger
from tests.app.examples import refill, report

SERVICE = "release-ledger"
STAGING, PRODUCTION = Environment.STAGING, Environment.PRODUCTION
Healthy = tuple[Environment, int]


def built(**packages: str) -> Details:
    """Return the details of a release that is made of these packages."""
    return Details(dependencies=packages)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param(None, Details(), None, id="no release before"),
        pytest.param(Details(), None, None, id="no release after"),
        pytest.param(Details(), Details(), None, id="nothing told"),
        pytest.param(built(a="1"), Details(), None, id="told of one"),
        pytest.param(Details(), built(a="1"), None, id="told of the other"),
        pytest.param(built(a="1"), built(a="1"), (), id="the same"),
        pytest.param(
            built(b="1", c="1", a="1"),
            built(b="2", d="4", a="1"),
            (Change("b", "1", "2"), Change("c", "1", None), Change("d", None, "4")),
            id="changed, gone and new, by name",
        ),
        pytest.param(
            replace(built(a="1"), schema=5),
            replace(built(a="2"), schema=6),
            (Change("schema", "5", "6"), Change("a", "1", "2")),
            id="the schema first",
        ),
        pytest.param(
            Details(schema=5),
            Details(schema=6),
            (Change("schema", "5", "6"),),
            id="the schema alone",
        ),
        pytest.param(Details(schema=5), Details(schema=5), None, id="same schema"),
        pytest.param(
            replace(built(a="1"), schema=5), built(a="1"), (), id="schema of one"
        ),
        pytest.param(
            built(a="1"), replace(built(a="1"), schema=5), (), id="schema of the other"
        ),
        pytest.param(
            Details(schema=0), Details(schema=1), (Change("schema", "0", "1"),), id="0"
        ),
    ],
)
def test_what_releases_are_made_of_is_compared(
    before: Details | None, after: Details | None, found: tuple[Change, ...] | None
) -> None:
    """As far as both have told."""
    assert found == changes(before, after)


def release(environment: Environment, number: int, minute: int) -> Deployment:
    """Return the report that a release is healthy."""
    made = report(f"sha256:{number:064x}", Status.HEALTHY, minute)
    return replace(
        made,
        environment=environment,
        commit=f"{number:040x}",
        version=f"{number}.0",
        details=built(flask=f"{number}"),
    )


def told(ledger: Ledger, *healthy: Healthy) -> Difference:
    """Return the difference after releases were healthy, a minute apart."""
    refill(ledger, [release(*each, at) for at, each in enumerate(healthy)])
    return difference(ledger, SERVICE, STAGING, PRODUCTION)


def versions(found: Difference) -> list[str]:
    """Return the versions that the later environment lacks."""
    return [each.version for each in found.releases]


@pytest.mark.parametrize(
    ("healthy", "lacking"),
    [
        pytest.param([], [], id="nothing anywhere"),
        pytest.param([(STAGING, 1), (PRODUCTION, 1)], [], id="the same"),
        pytest.param([(STAGING, 1)], ["1.0"], id="nothing in production"),
        pytest.param(
            [(STAGING, 1), (PRODUCTION, 1), (STAGING, 2), (STAGING, 3)],
            ["3.0", "2.0"],
            id="newest first",
        ),
        pytest.param(
            [(STAGING, 1), (STAGING, 2), (PRODUCTION, 2)],
            [],
            id="what was passed over is in what came after it",
        ),
        pytest.param(
            [(STAGING, 1), (PRODUCTION, 1), (STAGING, 2), (PRODUCTION, 9)],
            ["2.0"],
            id="production has what never was in staging",
        ),
        pytest.param([(STAGING, 1), (PRODUCTION, 9)], ["1.0"], id="nothing in common"),
        pytest.param(
            [(STAGING, 1), (PRODUCTION, 1), (STAGING, 2), (STAGING, 1)],
            ["2.0"],
            id="staging went back",
        ),
        pytest.param(
            [(STAGING, 1), (STAGING, 2), (PRODUCTION, 2), (PRODUCTION, 1)],
            ["2.0"],
            id="production went back",
        ),
    ],
)
def test_production_lacks_what_was_healthy_in_staging_since(
    memory: Ledger, healthy: list[Healthy], lacking: list[str]
) -> None:
    """Since what production has was healthy there."""
    assert lacking == versions(told(memory, *healthy))


def test_what_was_rolled_back_does_not_wait_for_production(memory: Ledger) -> None:
    """Nobody wants it there."""
    told(memory, (STAGING, 1), (PRODUCTION, 1), (STAGING, 2), (STAGING, 3))
    bad = replace(release(STAGING, 3, 9), status=Status.ROLLED_BACK)
    memory.record(bad)

    assert ["2.0"] == versions(difference(memory, SERVICE, STAGING, PRODUCTION))


def test_what_went_bad_in_production_is_lacking_there(memory: Ledger) -> None:
    """It is still in staging."""
    told(memory, (STAGING, 1), (PRODUCTION, 1), (STAGING, 2), (PRODUCTION, 2))
    memory.record(replace(release(PRODUCTION, 2, 9), status=Status.ROLLED_BACK))

    assert ["2.0"] == versions(difference(memory, SERVICE, STAGING, PRODUCTION))


def test_other_services_are_no_part_of_it(memory: Ledger) -> None:
    """They have environments of the same names."""
    told(memory, (STAGING, 1), (PRODUCTION, 1))
    memory.record(replace(release(STAGING, 2, 9), service="shop"))

    assert [] == versions(difference(memory, SERVICE, STAGING, PRODUCTION))
    assert ["2.0"] == versions(difference(memory, "shop", STAGING, PRODUCTION))


def test_a_long_list_says_that_there_are_more(
    memory: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not end as if that were all."""
    monkeypatch.setattr(differences, "MOST", 2)
    two = told(memory, (STAGING, 1), (STAGING, 2))
    three = told(memory, (STAGING, 1), (STAGING, 2), (STAGING, 3))

    assert (["2.0", "1.0"], False) == (versions(two), two.more)
    assert (["3.0", "2.0"], True) == (versions(three), three.more)


def test_what_runs_here_is_compared_with_what_runs_there(memory: Ledger) -> None:
    """By what pipelines have told of both."""
    found = told(memory, (STAGING, 1), (PRODUCTION, 1), (STAGING, 2))

    assert (Change("flask", "1", "2"),) == found.changes
    assert told(memory, (STAGING, 1)).changes is None
