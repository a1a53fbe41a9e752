"""What of manifests and workflows is looked at, and what is red?"""

import json
from dataclasses import replace

import pytest

from pipeline.core.manifests import gate as manifests
from pipeline.core.manifests import legs as manifest_legs
from pipeline.core.manifests.gate import Files
from pipeline.core.project.config import MANIFEST_LEGS, Config
from pipeline.core.verdict import Leg, Run, Verdict, weighed
from tests.pipeline.examples import data, ran

DEV, STAGING = "k8s/overlays/dev", "k8s/overlays/staging"
FILES = (
    "k8s/base/kustomization.yaml",
    f"{DEV}/kustomization.yaml",
    f"{STAGING}/kustomization.yaml",
    "argocd/project.yaml",
    "argocd/README.md",
    "argocd.yaml",
    ".github/workflows/ci.yaml",
    ".github/workflows/old.yml",
    ".github/dependabot.yml",
)
NOTHING = json.dumps({"problems": [], "images": [], "documents": 2})
PROBLEM = {"rule": "type", "message": "wrong", "file": "k8s/a.yaml", "line": 1}
FOUND = json.dumps({"problems": [PROBLEM], "images": [], "documents": 2})
COMPLETED = " INFO audit: zizmor: 🌈 completed ./.github/workflows/ci.yaml\n"


def test_overlays_plain_manifests_and_workflows_are_found() -> None:
    """By the folders that the configuration names."""
    files = Files.found(FILES, Config())
    assert (DEV, STAGING) == files.overlays
    assert "k8s" == files.sources
    assert ("argocd/project.yaml",) == files.plain
    assert (".github/workflows/ci.yaml", ".github/workflows/old.yml") == files.workflows
    assert {} == manifests.nothing(files, Config())


@pytest.mark.parametrize(
    ("kept", "missing"),
    [
        pytest.param("nothing", set(MANIFEST_LEGS), id="neither"),
        pytest.param("k8s/", {"actionlint", "zizmor"}, id="no workflows"),
        pytest.param(
            ".github/",
            set(MANIFEST_LEGS) - {"actionlint", "zizmor"},
            id="no manifests",
        ),
        pytest.param(
            "argocd/", set(MANIFEST_LEGS) - {"schemas"}, id="plain manifests only"
        ),
    ],
)
def test_what_is_not_there_is_absent_with_why(kept: str, missing: set[str]) -> None:
    """And so red, unless the configuration says that it need not be there."""
    found = Files.found([name for name in FILES if name.startswith(kept)], Config())
    legs = manifests.nothing(found, Config())
    assert missing == legs.keys()
    assert all(leg.reason.startswith("there is no ") for leg in legs.values())


def test_overlays_may_lie_in_a_folder_at_the_top() -> None:
    """What they are made of lies in it, too."""
    files = Files.found(("k8s/dev/kustomization.yaml",), Config(ship_overlays="k8s"))
    assert (("k8s/dev",), "k8s") == (files.overlays, files.sources)


@pytest.mark.parametrize(
    ("required", "red"), [(MANIFEST_LEGS, True), (("kustomize",), False)]
)
def test_a_skipped_leg_is_red_where_it_is_required(
    required: tuple[str, ...], red: bool
) -> None:
    """It is never green."""
    config = Config(manifests_required=required)
    leg = manifest_legs.skipped("zizmor", "there is no workflow", config)
    assert (Verdict.SKIPPED, red) == (leg.verdict, leg.is_red)


def test_what_overlays_become_is_kept() -> None:
    """Of those that can be built; the log tells of all, without repeating it."""
    runs = {
        DEV: ran("kustomize", 0, "kind: Job\n"),
        STAGING: ran("kustomize", 1, stderr=data("kustomize-missing.txt")),
    }
    leg = manifests.judge_kustomize(runs, Config())
    assert {"rendered-dev.yaml": "kind: Job\n"} == leg.files
    assert {DEV: "kind: Job\n"} == manifests.built(runs)
    assert Verdict.FAILED is leg.verdict
    assert "kind: Job" not in leg.log
    assert f"{STAGING}: exit code 1\nError: " in leg.log


def leg_of(said: str, unbuilt: tuple[str, ...]) -> Leg:
    """Return the leg of the schemas."""
    return manifests.judge_schemas(ran("python", 0, said), unbuilt, Config())


@pytest.mark.parametrize(
    ("said", "unbuilt", "verdict"),
    [
        pytest.param(NOTHING, (), Verdict.PASSED, id="all fit"),
        pytest.param(FOUND, (), Verdict.FAILED, id="one does not"),
        pytest.param(NOTHING, (DEV,), Verdict.SKIPPED, id="one was not looked at"),
        pytest.param(FOUND, (DEV,), Verdict.FAILED, id="both"),
    ],
)
def test_schemas_pass_only_where_every_overlay_was_looked_at(
    said: str, unbuilt: tuple[str, ...], verdict: Verdict
) -> None:
    """What was found in the others is red in either case."""
    assert verdict is leg_of(said, unbuilt).verdict


def test_an_overlay_that_does_not_build_is_red_once() -> None:
    """What could not look at it is shown, and not red itself."""
    broken = {DEV: ran("kustomize", 1, stderr=data("kustomize-missing.txt"))}
    legs = (
        manifests.judge_kustomize(broken, Config()),
        leg_of(NOTHING, (DEV,)),
        manifests.judge_images(ran("python", 0, NOTHING), (DEV,), Config()),
    )
    run = Run(weighed(legs, Config().required))
    assert ["kustomize"] == [leg.name for leg in run.red]
    alone = replace(run.legs[1], advisory=False)
    assert alone.is_red


def test_each_tool_turns_its_own_leg_red() -> None:
    """One finding is enough."""
    tag = {"image": "shop:1", "file": "k8s/a.yaml", "line": 1}
    images = json.dumps({"problems": [], "images": [tag]})
    legs = (
        manifests.judge_images(ran("python", 0, images), (), Config()),
        manifests.judge_actionlint(
            ran("actionlint", 1, data("actionlint.json")), ("ci.yaml",), Config()
        ),
        manifests.judge_zizmor(ran("zizmor", 14, data("zizmor.json")), {}, Config()),
    )
    assert ["images", "actionlint", "zizmor"] == [leg.name for leg in legs]
    assert all(leg.verdict is Verdict.FAILED for leg in legs)
    assert [(manifest_legs.TOOLS[leg.name],) for leg in legs] == [
        leg.tools for leg in legs
    ]


def test_nothing_to_look_at_is_no_pass_and_red_stays_red() -> None:
    """An image of a plain manifest is looked at without an overlay, too."""
    files = Files.found(("argocd/pod.yaml",), Config())
    tag = {"image": "shop:1", "file": "argocd/pod.yaml", "line": 5}
    for images, verdict in (([], Verdict.ABSENT), ([tag], Verdict.FAILED)):
        said = json.dumps({"problems": [], "images": images, "documents": 1})
        run = ran("python", 0, said)
        found = {
            "schemas": manifests.judge_schemas(run, (), Config()),
            "images": manifests.judge_images(run, (), Config()),
        }
        legs = {leg.name: leg for leg in manifests.complete(found, files, Config())}
        assert list(MANIFEST_LEGS) == list(legs)
        assert verdict is legs["images"].verdict
        assert Verdict.PASSED is legs["schemas"].verdict


def test_each_leg_counts_what_it_looked_at() -> None:
    """What comments leave out is beside it."""
    run, text = ran("zizmor", 0, "[]", COMPLETED), "# zizmor: ignore[artipacked]\n"
    looked = manifests.judge_zizmor(run, {"ci.yaml": text}, Config())
    assert "1 file; left out: what zizmor finds at 1 comment" == looked.note
    workflows = ("ci.yaml", "old.yaml")
    linted = manifests.judge_actionlint(ran("actionlint", 0, "[]"), workflows, Config())
    assert (Verdict.PASSED, "2 workflows") == (linted.verdict, linted.said)
    assert "2 objects" == leg_of(NOTHING, ()).said
    built = manifests.judge_kustomize({DEV: ran("kustomize", 0, "")}, Config())
    assert "1 overlay" == built.said


def test_zizmor_that_completed_no_file_has_not_passed() -> None:
    """It says of each that it has."""
    leg = manifests.judge_zizmor(ran("zizmor", 0, "[]"), {}, Config())
    assert (Verdict.SKIPPED, True) == (leg.verdict, leg.is_red)


def test_manifests_without_an_object_or_an_image_have_not_passed() -> None:
    """An overlay may become nothing."""
    empty = json.dumps({"problems": [], "images": [], "documents": 0})
    run = ran("python", 0, empty)
    judges = (manifests.judge_schemas, manifests.judge_images)
    legs = weighed([judge(run, (), Config()) for judge in judges], ("manifests",))
    assert {Verdict.SKIPPED} == {leg.verdict for leg in legs}
