"""What effects do to environments, said once more, in the model's numbers."""

from dataclasses import dataclass, replace

from tests.pipeline.deploy.model import BROKEN, FRESH, Here, Model

NOTHING, REFUSED = "nothing", "refused"
APPROVAL = 2
Outcome = Here | str


@dataclass
class Bump:
    """A build comes to an environment."""

    place: int
    build: int

    def decide(self, model: Model) -> Outcome:
        """Say what becomes of the environment."""
        here = model.now(self.place)
        broken = BROKEN in (here.image, here.record)
        if broken or model.held(self.place, self.build):
            return REFUSED
        if here.image == here.record == self.build or here.record > self.build:
            return NOTHING
        if self.build < model.newest_held(self.place):
            return NOTHING
        return replace(here, image=self.build, record=self.build)


@dataclass
class Promote:
    """The release of the environment before comes to this one."""

    place: int
    well: int
    schema: tuple[int, int] | None
    approved: bool
    plan: tuple[object, ...] | None = None

    def decide(self, model: Model) -> Outcome:
        """Say what becomes of the environment."""
        source, here = model.now(self.place - 1), model.now(self.place)
        if not source.proven or BROKEN in (here.image, here.record):
            return REFUSED
        if here.image == here.record == source.image:
            return NOTHING
        if not self._may(model, source.image, here):
            return REFUSED
        return replace(here, image=source.image, record=source.image)

    def _may(self, model: Model, build: int, here: Here) -> bool:
        return (
            self.well == build
            and here.record <= build
            and not model.held(self.place, build)
            and model.builds[build].green
            and model.builds[build].ours
            and model.fits(self.place, build, self.schema)
            and (self.approved and self.plan is not None or self.place != APPROVAL)
            and self.plan in (None, self.planned(model))
        )

    def planned(self, model: Model) -> tuple[object, ...]:
        """Return all that an approval is about."""
        here = model.now(self.place)
        image = model.now(self.place - 1).image
        changes = len(model.logs[self.place])
        return image, max(here.image, FRESH), here.remark, model.base, changes


@dataclass
class Rollback:
    """An environment goes back; what is bad is settled by the first look."""

    place: int
    to: int | None
    bad: int | None
    schema: tuple[int, int] | None
    named: bool | None = None

    def decide(self, model: Model) -> Outcome:
        """Say what becomes of the environment."""
        here = model.now(self.place)
        self.named = self.bad is not None if self.named is None else self.named
        if here.image <= FRESH and self.to is None:
            return REFUSED
        known = {each.image: each for each in model.releases(self.place)}
        if self.to is not None and (self.to not in known or self.to == self.bad):
            return REFUSED
        if self.to is None and self.bad is None and model.went_back(self.place):
            return NOTHING
        if self.bad is None:
            self.bad = max(here.image, FRESH)
        if here.image > FRESH and here.image != self.bad or here.image == self.to:
            new = self._hold(here)
            return NOTHING if self.bad == here.image or new == here else new
        goal = known[self.to] if self.to else self._last(model, here)
        if goal is None or model.held(self.place, goal.image):
            return REFUSED
        if here.proven and goal.image > here.image and not self._may_go_on(model, goal):
            return REFUSED
        if not model.fits(self.place, goal.image, self.schema):
            return REFUSED
        remark = model.remark(self.place)
        return replace(goal, held=self._hold(here).held, remark=remark)

    def _may_go_on(self, model: Model, goal: Here) -> bool:
        log = model.logs[self.place]
        return bool(self.named) and not any(goal.image in each.held for each in log)

    def _hold(self, here: Here) -> Here:
        return replace(here, held=here.held | ({self.bad} if self.bad else set()))

    def _last(self, model: Model, here: Here) -> Here | None:
        for each in model.releases(self.place):
            older = each.image < here.image if here.proven else each.image != here.image
            if older and not model.held(self.place, each.image):
                return each
        return None


@dataclass
class CatchUp:
    """The cluster says that it has aborted a build."""

    place: int
    build: int
    aborted: bool

    def decide(self, model: Model) -> Outcome:
        """Say what becomes of the environment."""
        here = model.now(self.place)
        if not self.aborted:
            return NOTHING
        if here.image != self.build:
            ran = any(each.image == self.build for each in model.releases(self.place))
            late = ran and self.build not in here.held
            return replace(here, held=here.held | {self.build}) if late else NOTHING
        return Rollback(self.place, None, self.build, None).decide(model)


@dataclass
class Hold:
    """A build is kept out of an environment, or let in again."""

    place: int
    build: int
    on: bool

    def decide(self, model: Model) -> Outcome:
        """Say what becomes of the environment."""
        here = model.now(self.place)
        if (self.build in here.held) is self.on:
            return NOTHING
        return replace(here, held=here.held ^ {self.build})


Command = Bump | Promote | Rollback | CatchUp | Hold
