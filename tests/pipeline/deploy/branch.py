"""The branch and its model, side by side: what is done to one is done to both."""

from dataclasses import dataclass, field, replace

from pipeline.core.environments.decision import Intent, Write
from tests.pipeline.deploy.checks import others_stay, was_let_in
from tests.pipeline.deploy.commands import NOTHING, Command, Outcome, Rollback
from tests.pipeline.deploy.files import BASE, files, tree
from tests.pipeline.deploy.intents import decided, intent_of
from tests.pipeline.deploy.model import BROKEN, Build, Here, Model
from tests.pipeline.deploy.shipping import Repository


@dataclass
class Flight:
    """A command that was decided upon and has not landed yet; and as it was given."""

    given: Command
    command: Command
    intent: Intent
    approval: str


def _fresh() -> Repository:
    repository = Repository({BASE: "0", "README.md": "theirs"})
    for place in range(3):
        fresh = files(Model(), place, Here())
        repository.files |= {path: text for path, text in fresh.items() if text}
    return repository


@dataclass
class Branch:
    """Three environments as files, and as the model has them."""

    model: Model = field(default_factory=Model)
    repository: Repository = field(default_factory=_fresh)

    def build(self, build: Build) -> int:
        """Build something new, and return its number."""
        number = len(self.model.builds) + 1
        self.model.builds[number] = build
        self.repository.trees |= tree(number, build)
        return number

    def number(self, drawn: int) -> int:
        """Return a build that there is, counted from the newest."""
        return max(1, len(self.model.builds) - drawn)

    def look(self, given: Command, approval: str) -> Flight | None:
        """Decide for the first time; only what would be written goes on."""
        command, intent = replace(given), intent_of(self.model, given, approval)
        expected = command.decide(self.model)
        self.compare(expected, intent)
        if isinstance(expected, Here):
            return Flight(given, command, intent, approval)
        return None

    def land(self, flight: Flight) -> None:
        """Apply the intent to the newest commit, whoever was faster."""
        command, texts = flight.command, dict(self.repository.files)
        before, expected = self.model.now(command.place), command.decide(self.model)
        self.compare(expected, flight.intent)
        if isinstance(expected, Here):
            made = self.repository.do(flight.intent)
            assert isinstance(made, Write)
            self.model.put(command.place, expected)
            others_stay(command, made, texts, self.repository.files)
            if before.image != expected.image:
                was_let_in(command, before, self.model, self.repository)
            self.changes_nothing_again(flight, moved=before.image != expected.image)

    def compare(self, expected: Outcome, intent: Intent) -> None:
        """See that the intent decides as the model does."""
        decision = decided(self.repository, intent)
        if isinstance(expected, Here):
            assert isinstance(decision, Write)
        else:
            assert expected == decision

    def changes_nothing_again(self, flight: Flight, moved: bool) -> None:
        """Give the same command once more: it was killed, and nobody saw it land."""
        given = flight.given
        # Without a name for what is bad it is what runs: since then another one.
        if isinstance(given, Rollback) and given.bad is None and not moved:
            return
        assert NOTHING == replace(given).decide(self.model)
        self.compare(NOTHING, intent_of(self.model, given, flight.approval))

    def by_hand(self, what: str, place: int, number: int) -> None:
        """Let people write an environment's files, or what is around them."""
        here, log = self.model.now(place), self.model.logs[place]
        new, old = self.number(number), log[-1 - number % len(log)]
        remark = self.repository.commits + 1
        whole = here if here.image != BROKEN else replace(here, remark=remark)
        changed = {
            "image": replace(whole, image=new),
            "record": replace(here, record=0 if number == 1 else new),
            "remark": replace(whole, image=max(0, here.image), remark=remark),
            "revert": replace(old, held=here.held),
            "break": replace(here, image=BROKEN, remark=-1),
            "spoil": replace(here, record=BROKEN),
        }.get(what, here)
        self.model.put(place, changed)
        self.repository.write(files(self.model, place, changed))
        if what == "base":
            self.model.base += 1
            self.repository.write({BASE: str(self.model.base)})
