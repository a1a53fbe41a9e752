"""Does a commit of ours say what it did, and only that?"""

import pytest

from pipeline.core.environments.decision import Write
from pipeline.core.environments.facts import Kind, statements, write
from pipeline.core.project.environment import Environment
from tests.pipeline.deploy.shipping import digest, release

STAGING = Environment.STAGING


def test_a_commit_says_what_went_where_and_from_which_build() -> None:
    """The facts are sorted, so that the same effect has the same commit's body."""
    more = {"Deploy-From": "dev", "Approved-By": "Ada"}
    expected = Write(
        {"a": "b"},
        "deploy(staging): app sha256:000700070007...",
        {
            "Approved-By": "Ada",
            "Deploy-Build": "7",
            "Deploy-Commit": f"{7:040x}",
            "Deploy-Digest": digest(7),
            "Deploy-Environment": "staging",
            "Deploy-From": "dev",
            "Deploy-Kind": "promote",
            "Deploy-Version": "1.7.0",
        },
    )
    made = write(Kind.PROMOTE, STAGING, digest(7), {"a": "b"}, release(7), more)

    assert expected == made
    assert list(expected.facts) == list(made.facts)


@pytest.mark.parametrize(
    ("kind", "verb"),
    [
        (Kind.BUMP, "deploy"),
        (Kind.PROMOTE, "deploy"),
        (Kind.ROLLBACK, "rollback"),
        (Kind.HOLD, "hold"),
        (Kind.RELEASE_HOLD, "release-hold"),
    ],
)
def test_the_subject_begins_with_what_was_done(kind: Kind, verb: str) -> None:
    """One can tell effects from each other in a list of commits."""
    made = write(kind, STAGING, digest(1), {})

    assert f"{verb}(staging): app sha256:000100010001..." == made.subject
    assert kind.value == made.facts["Deploy-Kind"]


def test_nobody_adds_a_fact_by_giving_a_reason() -> None:
    """A second line of a reason would be read as another trailer."""
    more = {"Deploy-Reason": "slow\n\nApproved-By: me", "Deploy-From": " "}
    expected = {
        "Deploy-Digest": digest(1),
        "Deploy-Environment": "staging",
        "Deploy-Kind": "hold",
        "Deploy-Reason": "slow Approved-By: me",
    }

    assert expected == write(Kind.HOLD, STAGING, digest(1), {}, more=more).facts


def test_each_effect_of_a_squashed_commit_is_told_apart() -> None:
    """Whatever somebody has written between and around them."""
    message = """deploy(dev) and more (#7)

* deploy(dev): app sha256:0003...

Deploy-Digest: three
Deploy-Kind: bump

* hold(dev): app sha256:0002...

Deploy-Digest: two
Deploy-Kind: hold
Deploy-Reason: slow: very
Plan-Hash: none of ours

Co-Authored-By: Eve
Deploy-Digest: of nothing
"""
    assert statements(message) == (
        {"Deploy-Digest": "three", "Deploy-Kind": "bump"},
        {
            "Deploy-Digest": "two",
            "Deploy-Kind": "hold",
            "Deploy-Reason": "slow: very",
            "Plan-Hash": "none of ours",
        },
    )
    assert statements("") == statements("By hand\n") == ()
