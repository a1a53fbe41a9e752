"""Can the services of a composition all start, and what if one does not?"""

import pytest

from pipeline.core.compose import order as compose_order
from pipeline.core.compose.composition import Build, Composition, Condition, Service
from pipeline.core.compose.failures import Failure, exited, unhealthy, unsuccessful
from pipeline.core.compose.healthcheck import HealthCheck
from pipeline.core.compose.suite import variables

NONE = HealthCheck()


def waiting(condition: Condition, health: HealthCheck = NONE) -> Composition:
    """Return a service that waits for another one."""
    a = Service("a", depends_on={"b": condition})
    return Composition({"a": a, "b": Service("b", health=health)})


def said(composition: Composition, longest: int = 20) -> list[str]:
    """Return why it cannot start."""
    checks = compose_order.checks(composition, {})
    found = compose_order.problems(composition, checks, "compose.yaml", longest)
    return [finding.message for finding in found]


def test_what_never_turns_healthy_is_not_waited_for() -> None:
    """A service has to have a health check that can be seen."""
    assert "'b' is healthy, as 'a' does" in said(waiting(Condition.HEALTHY))[0]
    assert [] == said(waiting(Condition.HEALTHY, health=HealthCheck(("x",))))
    assert [] == said(waiting(Condition.STARTED))


def test_services_that_wait_for_each_other_are_named() -> None:
    """They would do so for ever."""
    started = Condition.STARTED
    a, b = (Service(n, depends_on={m: started}) for n, m in (("a", "b"), ("b", "a")))
    [message] = said(Composition({"a": a, "b": b}))
    assert "wait for each other" in message


def test_a_name_has_to_fit_into_that_of_a_host() -> None:
    """Or the engine could not start it."""
    [message] = said(Composition({"abc": Service("abc")}), longest=2)
    assert "may have 2 characters" in message


def test_the_dockerfile_of_a_service_has_its_health_check() -> None:
    """Where compose says nothing."""
    composition = Composition({"a": Service("a", build=Build("x", "D"))})
    texts = {"x/D": "FROM a\nHEALTHCHECK CMD y\n"}
    assert ("/bin/sh", "-c", "y") == compose_order.checks(composition, texts)["a"].test


def test_what_others_wait_to_complete_runs_to_its_end() -> None:
    """All else goes on running."""
    assert {"b"} == waiting(Condition.COMPLETED).ending
    assert set() == waiting(Condition.HEALTHY).ending


def test_the_suite_is_told_the_published_ports() -> None:
    """The first of a service by its name alone."""
    services = [Service("my-shop", ports=(80, 90)), Service("redis")]
    assert {
        "MY_SHOP_URL": "http://my-shop:80",
        "MY_SHOP_URL_80": "http://my-shop:80",
        "MY_SHOP_URL_90": "http://my-shop:90",
    } == variables(services)


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        pytest.param(
            exited("a", 7), "'a' exited with code 7; its log ends: c | d", id="exited"
        ),
        pytest.param(
            unsuccessful("b", 2),
            "'b' did not complete successfully: exit code 2",
            id="unsuccessful",
        ),
        pytest.param(
            unhealthy("b", "x\nrefused\n"),
            "the health check of 'b' never turned healthy: x | refused",
            id="unhealthy",
        ),
    ],
)
def test_a_failure_says_what_happened_and_how_the_log_ends(
    failure: Failure, message: str
) -> None:
    """As one finding at the compose file."""
    finding = failure.finding({"a": "c\n\nd\n"}, "compose.yaml")
    assert (message, "compose.yaml") == (finding.message, finding.path)
