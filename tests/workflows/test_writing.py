"""Do the workflows that write do it, started here, on a real Git server?"""

import json
from pathlib import Path

from pipeline.core.project.environment import Environment
from tests.deploy import hands
from tests.pipeline.deploy.shipping import PLACES, PRODUCTION, STAGING
from tests.workflows.act import by_night
from tests.workflows.shop import Shop, approving, ledger


def record(shop: Shop, environment: Environment) -> bytes:
    """Return the record of what an environment runs."""
    return hands.read(shop.hosted, PLACES.record(environment))


def test_one_button_rolls_back(shop: Shop) -> None:
    """By the name of whoever pressed it, who may say anything."""
    shop.run(PRODUCTION, 1)
    good = record(shop, PRODUCTION)
    shop.run(PRODUCTION, 2)
    inputs = {"environment": "production", "reason": "it is slow; $(id)"}
    done = shop.start("workflow_dispatch", "rollback.yaml", input=inputs)

    assert 0 == done.returncode, done.stdout
    assert good == record(shop, PRODUCTION)
    assert "nektos/act" == shop.newest("%an")
    assert "it is slow; $(id)" == shop.newest("%(trailers:key=Deploy-Reason,valueonly)")


@by_night
def test_git_catches_up_with_an_aborted_rollout(shop: Shop, tmp_path: Path) -> None:
    """As the cluster's notification tells of it."""
    shop.run(PRODUCTION, 1)
    image = {"image": str(shop.run(PRODUCTION, 2).image)}
    rollout = {
        "kind": "Rollout",
        "metadata": {"name": "shop", "generation": 2},
        "spec": {"template": {"spec": {"containers": [image]}}},
        "status": {"abort": True, "message": "slow", "observedGeneration": "2"},
    }
    payload = {"environment": "production", "rollout": rollout}
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"client_payload": payload}))
    told = f"--eventpath={event}"
    done = shop.start("repository_dispatch", "catch-up.yaml", told)

    assert 0 == done.returncode, done.stdout
    assert shop.newest("%s").startswith("rollback(production): app sha256:0001")


def test_what_was_approved_is_promoted(shop: Shop, tmp_path: Path) -> None:
    """By the plan that the first job showed, and by the one who approved it."""
    shop.run(PRODUCTION, 1)
    shop.env.update(approving(tmp_path / "bin", "ada, grace"))
    new = shop.run(STAGING, 2)
    inputs = {"from": "staging", "to": "production"}
    with ledger(tmp_path / "ledger", STAGING, new) as url:
        var = {"LEDGER_URL": url}
        done = shop.start("workflow_dispatch", "promote.yaml", input=inputs, var=var)

    assert 0 == done.returncode, done.stdout
    assert record(shop, STAGING) == record(shop, PRODUCTION)
    assert "ada, grace" == shop.newest("%(trailers:key=Approved-By,valueonly)")
    assert f"plan hash: {shop.newest('%(trailers:key=Plan-Hash,valueonly)')}" in (
        done.stdout
    )


@by_night
def test_nothing_is_promoted_that_nobody_approved(shop: Shop, tmp_path: Path) -> None:
    """An environment of GitHub's without reviewers lets nothing through."""
    shop.env.update(approving(tmp_path / "bin", ""))
    new = shop.run(STAGING, 2)
    before = shop.hosted.tip()
    inputs = {"from": "staging", "to": "production"}
    with ledger(tmp_path / "ledger", STAGING, new) as url:
        var = {"LEDGER_URL": url}
        done = shop.start("workflow_dispatch", "promote.yaml", input=inputs, var=var)

    assert 1 == done.returncode
    assert "approv" in done.stdout
    assert before == shop.hosted.tip()
