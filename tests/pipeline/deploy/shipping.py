"""Short ways to make releases, environments and what Git knows of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from pipeline.core.environments import image_component
from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Past,
    Places,
    Snapshot,
    Write,
)
from pipeline.core.environments.policy import Rules
from pipeline.core.project.environment import Environment
from pipeline.core.reference import NO_DIGEST, Image
from pipeline.core.release import release_json
from pipeline.core.release.release import Evidence, Release, ScanSummary, SchemaWindow

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
REPOSITORY = "registry.example/shop/app"
PLACES = Places()
DEV, STAGING, PRODUCTION = Environment
FRESH = f"""\
# Written by the pipeline: one image, by digest.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: app # as the base names it
    newName: {REPOSITORY}
    digest: {NO_DIGEST}
"""


OVERLAY = "components: [image]\n"


def digest(number: int) -> str:
    """Return the digest of the image of a build."""
    return "sha256:" + f"{number:04x}" * 16


def release(build: int = 1, **changes: object) -> Release:
    """Return a release of which all is well."""
    plain = Release(
        image=Image(REPOSITORY, digest(build)),
        commit=f"{build:040x}",
        tree=f"{build + 0xF000:040x}",
        build=build,
        version=f"1.{build}.0",
        evidence=(
            Evidence("lint", "", "passed", required=True),
            Evidence("test", "3.11", "passed", required=True),
            Evidence("test", "3.12", "passed", required=True),
        ),
        scan=ScanSummary({"high": 0}, NOON),
        sbom="sha256:" + "e" * 64,
        schema=SchemaWindow(needs=1, knows=3, oldest_code=1),
        builder="https://ci.example/builds",
        committed=NOON + timedelta(hours=build),
        built=NOON + timedelta(hours=build, minutes=10),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # tests name fields


def running(
    environment: Environment, what: Release, component: str = FRESH
) -> dict[str, str]:
    """Return the files of an environment that runs a release."""
    where = PLACES.component(environment)
    return {
        where: image_component.with_image(component, what.image, where),
        PLACES.record(environment): release_json.text(what),
    }


@dataclass
class Repository:
    """A branch that effects are applied to, with no Git in between. Hours pass."""

    files: dict[str, str] = field(
        default_factory=lambda: {
            path: text
            for each in Environment
            for path, text in (
                (PLACES.component(each), FRESH),
                (PLACES.overlay(each), OVERLAY),
            )
        }
    )
    past: dict[Environment, list[Past]] = field(
        default_factory=lambda: {each: [] for each in Environment}
    )
    trees: dict[str, str] = field(default_factory=dict)
    policies: dict[str, Rules] = field(default_factory=dict)
    commits: int = 0

    @property
    def now(self) -> datetime:
        """Return the time of the newest commit."""
        return NOON + timedelta(hours=self.commits)

    def snapshot(self) -> Snapshot:
        """Return what the newest commit says."""
        past = {each: tuple(self.past[each]) for each in Environment}
        return Snapshot(
            f"{self.commits:040x}", dict(self.files), past, self.trees, self.policies
        )

    def do(self, intent: Intent) -> Decision:
        """Apply an intent to the newest commit."""
        decision = intent(self.snapshot())
        if isinstance(decision, Write):
            self.write(decision.files, decision.subject, "robot")
        return decision

    def write(
        self,
        files: Mapping[str, str | None],
        subject: str = "by hand",
        author: str = "Ada",
    ) -> None:
        """Commit files, None to remove one."""
        before = dict(self.files)
        self.files = {
            path: text
            for path, text in {**self.files, **files}.items()
            if text is not None
        }
        self.commits += 1
        for each in Environment:
            folder = self.folder(each)
            if folder != _below(before, each):
                commit = f"{self.commits:040x}"
                past = Past(commit, self.now, author, subject, folder)
                self.past[each].insert(0, past)

    def folder(self, environment: Environment) -> dict[str, str]:
        """Return the files of an environment."""
        return _below(self.files, environment)

    def runs(self, environment: Environment, *releases: Release) -> "Repository":
        """Let releases run one after the other, as if they had been promoted."""
        for each in releases:
            self.trees[each.commit] = each.tree
            self.write(running(environment, each), f"deploy({environment.value})")
        return self


def _below(files: Mapping[str, str], environment: Environment) -> dict[str, str]:
    folder = f"{PLACES.folder(environment)}/"
    return {path: text for path, text in files.items() if path.startswith(folder)}
