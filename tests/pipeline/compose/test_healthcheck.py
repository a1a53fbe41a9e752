"""What health check does a service have: compose's, its Dockerfile's, or none?"""

import pytest

from pipeline.core.compose.dockerfile import health_check
from pipeline.core.compose.healthcheck import HealthCheck, argv
from pipeline.core.errors import ProjectError

OURS = """\
FROM python AS base
HEALTHCHECK --interval=10s --timeout=3s --start-period=1m \\
    # A comment inside.
    CMD ["python", "-m", "app.healthcheck"]

FROM base AS runtime
CMD ["gunicorn"]

FROM python AS debug
"""
FOUND = HealthCheck(("python", "-m", "app.healthcheck"), 10, 3, None, 60)


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        pytest.param(OURS, "base", FOUND, id="a stage's own"),
        pytest.param(OURS, "runtime", FOUND, id="inherited"),
        pytest.param(OURS, "", None, id="none in the last stage"),
        pytest.param(OURS, "DEBUG", None, id="none in a stage"),
        pytest.param(
            "FROM a\nhealthcheck --retries=2 CMD curl -f http://x || exit 1\n",
            "",
            HealthCheck(("/bin/sh", "-c", "curl -f http://x || exit 1"), None, None, 2),
            id="a line for the shell",
        ),
        pytest.param(
            "FROM a\nHEALTHCHECK NONE\n", "", HealthCheck(disabled=True), id="none"
        ),
        pytest.param("FROM a\n# HEALTHCHECK CMD x\n", "", None, id="a comment"),
    ],
)
def test_the_check_of_a_dockerfile_is_found(
    text: str, target: str, expected: HealthCheck | None
) -> None:
    """In the stage that is built."""
    assert expected == health_check(text, target)


def test_a_wrong_time_in_a_dockerfile_is_an_error() -> None:
    """It is not taken for another one."""
    with pytest.raises(ProjectError, match="'soon' is no duration"):
        health_check("FROM a\nHEALTHCHECK --interval=soon CMD x\n")
    with pytest.raises(ProjectError, match="could not read 'HEALTHCHECK CMD x'"):
        health_check("FROM a\nHEALTHCHECK --retries=often CMD x\n")


@pytest.mark.parametrize(
    ("compose", "image", "expected"),
    [
        pytest.param(HealthCheck(), None, None, id="nobody has one"),
        pytest.param(HealthCheck(), FOUND, FOUND, id="the image's"),
        pytest.param(
            HealthCheck(("x",)),
            FOUND,
            HealthCheck(("x",), 10, 3, None, 60),
            id="compose's command",
        ),
        pytest.param(
            HealthCheck(interval=1),
            FOUND,
            HealthCheck(FOUND.test, 1, 3, None, 60),
            id="compose's times",
        ),
        pytest.param(HealthCheck(disabled=True), FOUND, None, id="off in compose"),
        pytest.param(
            HealthCheck(("x",)),
            HealthCheck(disabled=True),
            HealthCheck(("x",)),
            id="off in the image",
        ),
    ],
)
def test_compose_goes_before_the_image(
    compose: HealthCheck, image: HealthCheck | None, expected: HealthCheck | None
) -> None:
    """Key by key."""
    assert expected == compose.over(image)


def test_a_check_may_fail_as_long_as_docker_lets_it() -> None:
    """By Docker's defaults where nothing is said."""
    assert 90 == HealthCheck(("x",)).budget
    assert 60 + 30 == FOUND.budget
    assert (30, 3) == (HealthCheck(("x",)).patience, FOUND.patience)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        pytest.param(["CMD", "a", "b c"], ("a", "b c"), id="words"),
        pytest.param(["CMD-SHELL", "a b"], ("/bin/sh", "-c", "a b"), id="a line"),
        pytest.param(["NONE"], None, id="none"),
    ],
)
def test_a_test_becomes_a_command(
    test: list[str], expected: tuple[str, ...] | None
) -> None:
    """As Docker runs it."""
    assert expected == argv(test)


def test_words_survive_a_shell() -> None:
    """The one that asks takes them as one text."""
    assert "a 'b c' 'd'\"'\"'e'" == HealthCheck(("a", "b c", "d'e")).shell
