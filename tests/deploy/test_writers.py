"""Does every intent land exactly once, however many write at the same time?"""

import os
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from pipeline.core.deploy.bump import bump
from pipeline.core.environments.decision import Nothing
from pipeline.core.project.environment import Environment
from pipeline.core.release import release_json
from pipeline.writer.attempt import Landed
from tests.deploy import hands
from tests.deploy.writer import STUBBORN, Shop
from tests.pipeline.deploy.shipping import PLACES, digest, release

# The nightly run asks for 1000.
BUMPS = int(os.environ.get("DEPLOY_BUMPS", "100"))
Outcome = Landed | Nothing


@dataclass
class Day:
    """What many writers and some people do to one repository, in random order."""

    shop: Shop
    random: random.Random
    outcomes: dict[tuple[Environment, int], Outcome] = field(default_factory=dict)
    notes: list[tuple[str, bytes]] = field(default_factory=list)

    def pass_by(self, writers: int, bumps: int) -> None:
        """Let it happen."""
        tasks = [self._bump(number) for number in range(bumps)]
        tasks += [self._note(number) for number in range(bumps // 4)]
        # Neighbours change places: builds overtake each other, as they do in life.
        order = sorted(
            range(len(tasks)), key=lambda place: place + self.random.uniform(0, 12)
        )
        with ThreadPoolExecutor(max_workers=writers) as pool:
            for done in [pool.submit(tasks[place]) for place in order]:
                done.result()

    def _bump(self, number: int) -> Callable[[], None]:
        environment = list(Environment)[number % 3]
        build = number // 3 + 1
        writer = replace(self.shop.writer, patience=STUBBORN)

        def task() -> None:
            intent = bump(release(build), environment, PLACES)
            self.outcomes[environment, build] = writer.do(intent)

        return task

    def _note(self, number: int) -> Callable[[], None]:
        environment = self.random.choice(list(Environment))
        path = self.random.choice(
            [PLACES.component(environment), "README.md", f"notes/{number}.md"]
        )
        line = b"# note %d of a person\r\n" % number
        self.notes.append((path, line))
        return lambda: hands.append(self.shop.hosted, path, line)

    def builds(self, environment: Environment) -> list[int]:
        """Return the builds that the branch had in an environment, in order."""
        path = PLACES.record(environment)
        log = self.shop.hosted.git(
            "log", "--reverse", "--format=%H", "main", "--", path
        )
        texts = (
            hands.read(self.shop.hosted, path, commit).decode()
            for commit in log.splitlines()
        )
        return [release_json.read(text, path).build for text in texts]

    def landed(self, environment: Environment) -> dict[int, str]:
        """Return the builds that were said to have landed, with their commits."""
        return {
            build: outcome.commit
            for (where, build), outcome in self.outcomes.items()
            if where is environment and isinstance(outcome, Landed)
        }


@pytest.fixture(name="day", scope="module", params=[(2, 0.2), (8, 0.3), (32, 0.5)])
def _day(request: pytest.FixtureRequest, new_shop: Callable[[], Shop]) -> Day:
    writers, share = request.param
    seed = random.randrange(2**32)
    print(f"{writers} writers, seed {seed}")
    day = Day(new_shop(), random.Random(seed))
    day.pass_by(writers, round(BUMPS * share))
    return day


def test_every_intent_has_one_outcome(day: Day) -> None:
    for environment in Environment:
        builds = day.builds(environment)
        assert sorted(day.landed(environment)) == builds
        assert not [build for build, times in Counter(builds).items() if times > 1]


def test_each_commit_that_landed_is_in_the_branch_once(day: Day) -> None:
    commits = day.shop.hosted.git("rev-list", "--first-parent", "main").splitlines()
    ours = [each for where in Environment for each in day.landed(where).values()]
    assert len(ours) == len(set(ours))
    assert set(ours) <= set(commits)
    assert len(commits) == 1 + len(ours) + len(day.notes)


def test_an_environment_never_goes_back(day: Day) -> None:
    for environment in Environment:
        builds = day.builds(environment)
        assert all(earlier < later for earlier, later in pairwise(builds))


def test_nothing_to_do_means_that_a_newer_one_came_first(day: Day) -> None:
    for (environment, build), outcome in day.outcomes.items():
        if isinstance(outcome, Nothing):
            assert build < max(day.landed(environment))
            assert outcome.why.startswith(f"build {build} is overtaken by build ")


def test_the_newest_release_is_what_runs(day: Day) -> None:
    for environment in Environment:
        newest = max(build for where, build in day.outcomes if where is environment)
        component = hands.read(day.shop.hosted, PLACES.component(environment))
        assert f"digest: {digest(newest)}\n".encode() in component


def test_what_people_wrote_survives(day: Day) -> None:
    for path, line in day.notes:
        assert hands.read(day.shop.hosted, path).count(line) == 1
    assert hands.read(day.shop.hosted, "k8s/base/kustomization.yaml") == hands.BASE


def test_the_repository_is_sound(day: Day) -> None:
    assert day.shop.hosted.git("fsck", "--full", "--strict", "--no-dangling") == ""
