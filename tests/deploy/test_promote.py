"""Does a promotion apply exactly what its plan showed?"""

import json
import os
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.core.release import release_json
from pipeline.core.release.release import Release
from tests import kustomize
from tests.deploy import hands
from tests.deploy.command import ask, said
from tests.deploy.writer import Shop
from tests.pipeline.deploy.shipping import DEV, PLACES, STAGING, digest, release

SETTINGS = b'[tool.pipeline]\nrequired = ["lint", "test"]\n'
KIND = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
BASE = KIND + "resources: [pod.yaml]\n"
OVERLAY = KIND + "namePrefix: {name}-\nresources: [../../base]\ncomponents: [image]\n"
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: app}
spec: {containers: [{name: app, image: app}]}
"""
THERE: Mapping[str, object] = {"source": "dev", "target": "staging"}


@pytest.fixture(name="dev")
def _dev(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Release:
    """Run a release of the repository's own commit in dev, with manifests around it."""
    folder = kustomize.needed().parent
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    overlays = {
        f"{PLACES.overlays}/{name}/kustomization.yaml": OVERLAY.format(name=name)
        for name in ("dev", "staging", "production")
    }
    files = {"k8s/base/kustomization.yaml": BASE, "k8s/base/pod.yaml": POD, **overlays}
    texts = {path: text.encode() for path, text in files.items()}
    commit = hands.commit(shop.hosted, {**texts, "pyproject.toml": SETTINGS})
    tree = shop.hosted.git("rev-parse", f"{commit}^{{tree}}")
    made = replace(release(7), commit=commit, tree=tree)
    said(ask(shop, "bump", {"environment": "dev", "release": release_json.text(made)}))
    return made


def healthy(number: int) -> str:
    """Return what a ledger says when dev is well."""
    current = {"digest": digest(number), "health": "healthy"}
    return json.dumps({"environments": [{"environment": "dev", "current": current}]})


WELL = {**THERE, "status": healthy(7)}


def test_a_promotion_copies_the_record_to_the_byte(shop: Shop, dev: Release) -> None:
    answer = said(ask(shop, "promote", WELL))
    assert answer.startswith("promote staging: landed ")
    copies = {hands.read(shop.hosted, PLACES.record(each)) for each in (DEV, STAGING)}
    assert copies == {release_json.text(dev).encode()}
    assert said(ask(shop, "promote", WELL)).startswith("promote staging: nothing to do")


def test_a_plan_shows_the_manifests_that_would_change(shop: Shop, dev: Release) -> None:
    before = shop.hosted.tip()
    plan = said(ask(shop, "plan", WELL))
    assert f"+  - image: {dev.image}" in plan or f"image: {dev.image}" in plan
    assert "name: staging-app" in plan
    assert shop.hosted.tip() == before


def test_a_promotion_by_plan_applies_what_was_approved(
    shop: Shop, dev: Release
) -> None:
    approved = said(ask(shop, "plan", WELL)).split()[-1]
    answer = said(ask(shop, "promote", {**WELL, "plan_hash": approved}))
    assert answer.startswith("promote staging: landed ")
    assert f"Plan-Hash: {approved}" in shop.hosted.git(
        "log", "-1", "--format=%b", "main"
    )


def test_a_promotion_by_plan_is_refused_when_the_manifests_changed(
    shop: Shop, dev: Release
) -> None:
    approved = said(ask(shop, "plan", WELL)).split()[-1]
    changed = {"k8s/base/pod.yaml": POD.replace("name: app}", "name: web}").encode()}
    hands.commit(shop.hosted, changed)
    done = ask(shop, "promote", {**WELL, "plan_hash": approved})
    assert (2, True) == (done.returncode, "not what was approved" in done.stderr)


def test_a_promotion_by_plan_outlives_unrelated_commits(
    shop: Shop, dev: Release
) -> None:
    approved = said(ask(shop, "plan", WELL)).split()[-1]
    hands.commit(shop.hosted, {"README.md": b"other\n"})
    answer = said(ask(shop, "promote", {**WELL, "plan_hash": approved}))
    assert answer.startswith("promote staging: landed ")


def test_manifests_that_do_not_render_are_refused(shop: Shop, dev: Release) -> None:
    hands.commit(shop.hosted, {"k8s/base/pod.yaml": None})
    done = ask(shop, "plan", WELL)
    assert done.returncode == 2
    assert done.stderr.startswith("could not render 'k8s/overlays/staging': kustomize")


def test_a_commit_that_is_not_in_the_branch_is_none_of_ours(
    shop: Shop, dev: Release
) -> None:
    """A server may know commits of forks, too."""
    side = hands.commit(shop.hosted, {"file": b"fork\n"}, branch="fork")
    tree = shop.hosted.git("rev-parse", f"{side}^{{tree}}")
    foreign = replace(release(8), commit=side, tree=tree)
    bump = {"environment": "dev", "release": release_json.text(foreign)}
    said(ask(shop, "bump", bump))
    done = ask(shop, "promote", {**THERE, "status": healthy(8)})
    assert (2, True) == (done.returncode, "is not in the repository" in done.stderr)
