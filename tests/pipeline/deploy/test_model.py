"""Do effects do what a simple model says, whoever else writes at the same time?

An actor looks, decides, and may find that others were faster: then its intent is
applied again to the newest commit, as the writer does. SHIPPING_STEPS asks for a long
run.
"""

import os
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from pipeline.core.environments.dora import measure
from pipeline.core.environments.history import history, text
from tests.pipeline.deploy.branch import Branch, Flight
from tests.pipeline.deploy.commands import (
    Bump,
    CatchUp,
    Command,
    Hold,
    Promote,
    Rollback,
)
from tests.pipeline.deploy.files import ENVIRONMENTS, seen
from tests.pipeline.deploy.intents import plan_hash
from tests.pipeline.deploy.model import Build, Window
from tests.pipeline.deploy.shipping import PLACES

STEPS = int(os.environ.get("SHIPPING_STEPS", "3000"))
STEPS_OF_ONE = 60

PLACE = st.integers(0, 2)
NUMBER = st.integers(0, 11)
SELDOM = st.none() | st.none() | NUMBER
FAST = st.booleans()
MOSTLY = st.sampled_from([True] * 7 + [False])
SCHEMA = st.sampled_from([None] * 5 + [(1, 1), (3, 3), (4, 2)])
# What a release needs, knows, and leaves to older code; mostly it is compatible.
WINDOWS: tuple[Window | None, ...] = (
    *((1, 1, 1), (1, 2, 1), (1, 3, 1), (2, 4, 2)),
    *((1, 2, 2), (3, 3, 1), (4, 5, 3), None),
)
WINDOW = st.sampled_from(WINDOWS)
HANDS = ("image", "image", "record", "remark", "revert", "break", "spoil", "base")


class Shipping(RuleBasedStateMachine):
    """Effects, and people, on one branch; each step is compared with the model."""

    flights = Bundle("flights")

    def __init__(self) -> None:
        """Begin with three fresh environments and a build."""
        super().__init__()
        self.branch = Branch()
        self.branch.build(Build(True, True, (1, 1, 1)))

    @rule(green=MOSTLY, ours=MOSTLY, window=WINDOW)
    def build(self, green: bool, ours: bool, window: Window | None) -> None:
        """Something new is built, and not all of it is well."""
        self.branch.build(Build(green, ours, window))

    @rule(window=WINDOW, last=PLACE)
    def ship(self, window: Window | None, last: int) -> None:
        """Something new is well, and goes as far as nothing is in its way."""
        new = self.branch.build(Build(True, True, window))
        self.begin(Bump(0, new), fast=True)
        for place in range(1, last + 1):
            self.approve(Promote(place, new, None, approved=True), fast=True)

    @rule(target=flights, place=PLACE, build=NUMBER, fast=FAST)
    def bump(self, place: int, build: int, fast: bool) -> object:
        """An older build may come late, or to where it does not belong."""
        return self.begin(
            Bump(place if build == 1 else 0, self.branch.number(build)), fast
        )

    @rule(target=flights, place=PLACE, to=SELDOM, bad=SELDOM, schema=SCHEMA, fast=FAST)
    def rollback(
        self,
        place: int,
        to: int | None,
        bad: int | None,
        schema: tuple[int, int] | None,
        fast: bool,
    ) -> object:
        """Somebody goes back, perhaps to a release by name, or from one."""
        goal = None if to is None else self.branch.number(to)
        left = None if bad is None else self.branch.number(bad)
        return self.begin(Rollback(place, goal, left, schema), fast)

    @rule(target=flights, place=PLACE, build=NUMBER, fast=FAST)
    def catch_up(self, place: int, build: int, fast: bool) -> object:
        """The cluster has gone back, mostly from what runs, or it goes on."""
        here = self.branch.model.now(place).image
        aborted = here if build and here > 0 else self.branch.number(build)
        return self.begin(CatchUp(place, aborted, build != 1), fast)

    @rule(target=flights, place=PLACE, build=NUMBER, on=MOSTLY, fast=FAST)
    def hold(self, place: int, build: int, on: bool, fast: bool) -> object:
        """Somebody keeps out what may be bad, or lets in again what was."""
        held = sorted(self.branch.model.now(place).held)
        number = (
            self.branch.number(build) if on or not held else held[build % len(held)]
        )
        return self.begin(Hold(place, number, on), fast)

    @rule(
        target=flights,
        place=st.integers(1, 2),
        well=MOSTLY,
        schema=SCHEMA,
        approved=MOSTLY,
        planned=st.booleans(),
        fast=FAST,
    )
    def promote(
        self,
        place: int,
        well: bool,
        schema: tuple[int, int] | None,
        approved: bool,
        planned: bool,
        fast: bool,
    ) -> object:
        """Somebody promotes, perhaps by a plan that was approved."""
        source = self.branch.model.now(place - 1).image
        command = Promote(place, source if well else 0, schema, approved)
        return self.approve(command, fast) if planned else self.begin(command, fast)

    def approve(self, command: Promote, fast: bool) -> object:
        """Promote by a plan, if there is one to approve."""
        approval = plan_hash(self.branch.repository, command)
        if approval:
            command = replace(command, plan=command.planned(self.branch.model))
        return self.begin(command, fast, approval or "")

    def begin(self, given: Command, fast: bool, approval: str = "") -> object:
        """Look and decide; land at once, or leave that for later."""
        flight = self.branch.look(given, approval)
        if flight and fast:
            self.branch.land(flight)
        return multiple(*([flight] if flight and not fast else []))

    @rule(flight=consumes(flights))
    def land(self, flight: Flight) -> None:
        """Land what was decided some time ago."""
        self.branch.land(flight)

    @rule(what=st.sampled_from(HANDS), place=PLACE, number=NUMBER)
    def by_hand(self, what: str, place: int, number: int) -> None:
        """People put images, records and remarks there, break them, or go back."""
        self.branch.by_hand(what, place, number)

    @invariant()
    def agrees(self) -> None:
        """See that the files say what the model says."""
        now = [self.branch.model.now(place) for place in range(3)]
        assert now == seen(self.branch.repository)

    def teardown(self) -> None:
        """See that the past can be told, whatever has happened."""
        for each in ENVIRONMENTS:
            entries = history(self.branch.repository.snapshot(), PLACES, each)
            assert len(entries) == text(entries).count("\n")
            found = measure(entries, each, 30, self.branch.repository.now)
            assert (found.deployments == 0) == (found.change_failure_rate is None)


TestShipping = Shipping.TestCase
TestShipping.settings = settings(
    max_examples=max(1, STEPS // STEPS_OF_ONE),
    stateful_step_count=STEPS_OF_ONE,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
