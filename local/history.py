"""A history of deployments, such as a team leaves behind in two months."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS = 60
# How many releases stop there, of a hundred.
STAYS_IN_DEV, STAYS_IN_STAGING = 15, 20
# How often a release turns out bad, of a hundred.
BAD = {"dev": 14, "staging": 10, "production": 8}
WAIT = {"dev": (0.2, 1), "staging": (1, 6), "production": (16, 40)}
APPROVERS = ("mira", "jonas")
TEAM = ("argocd", "argocd", "argocd", "mira", "jonas", "pipeline")
RELEASES = 24
SEED = 46
# Left alone by the dice.
TODAY = timedelta(hours=5)

Report = dict[str, object]
CI = "https://ci.example/runs/"


@dataclass(frozen=True, slots=True)
class Release:
    """What is deployed."""

    number: int
    version: str
    digest: str
    commit: str


def history(now: datetime, seed: int = SEED) -> list[Report]:
    """Return the reports in the order of their times; equal for equal arguments."""
    dice = random.Random(seed)  # nosec: nobody has to guess it
    found: list[tuple[datetime, Report]] = []
    serving: dict[str, Release] = {}
    built = now - timedelta(days=DAYS)
    *older, newer, newest = _releases(dice)
    for release in older:
        found.extend(_promote(dice, release, built, serving))
        built += timedelta(days=DAYS / RELEASES * dice.uniform(0.6, 1.4))
    past = [(time, report) for time, report in found if time < now - TODAY]
    past += _today(newer, newest, now)
    return [report for _, report in sorted(past, key=lambda each: each[0])]


def _releases(dice: random.Random) -> Iterator[Release]:
    minor, patch = 4, 0
    for number in range(RELEASES):
        yield Release(
            number, f"1.{minor}.{patch}", f"sha256:{_hex(dice, 64)}", _hex(dice, 40)
        )
        if dice.random() < 0.35:
            minor, patch = minor + 1, 0
        else:
            patch += 1


def _hex(dice: random.Random, digits: int) -> str:
    return f"{dice.getrandbits(4 * digits):0{digits}x}"


def _promote(
    dice: random.Random, release: Release, built: datetime, serving: dict[str, Release]
) -> Iterator[tuple[datetime, Report]]:
    """Carry a release from environment to environment, as far as it gets."""
    time = built
    for environment, (least, most) in WAIT.items():
        time += timedelta(hours=dice.uniform(least, most))
        actor = dice.choice(TEAM)
        bad = dice.randrange(100) < BAD[environment]
        for minutes, status, which in _course(release, serving.get(environment), bad):
            time += timedelta(minutes=minutes, seconds=dice.randrange(60))
            yield time, _report(environment, which, status, actor, time)
        if bad:
            return
        serving[environment] = release
        stays = {"dev": STAYS_IN_DEV, "staging": STAYS_IN_STAGING}.get(environment, 0)
        if dice.randrange(100) < stays:
            return


def _course(
    release: Release, before: Release | None, bad: bool
) -> list[tuple[int, str, Release]]:
    """List what is reported of one deployment, with the minutes before each."""
    course = [(0, "started", release), (3, "healthy", release)]
    if bad:
        course += [(35, "degraded", release), (9, "rolled-back", release)]
    return [*course, (2, "healthy", before)] if bad and before else course


def _today(
    newer: Release, newest: Release, now: datetime
) -> Iterator[tuple[datetime, Report]]:
    """End with something to look at: one that ails, and one under way."""
    for environment, release, status, minutes in (
        ("dev", newer, "started", 200),
        ("dev", newer, "healthy", 196),
        ("staging", newer, "started", 95),
        ("staging", newer, "healthy", 91),
        ("staging", newer, "degraded", 22),
        ("dev", newest, "started", 4),
    ):
        time = now - timedelta(minutes=minutes)
        yield time, _report(environment, release, status, TEAM[0], time)


def _report(
    environment: str, release: Release, status: str, actor: str, time: datetime
) -> Report:
    report: Report = {
        "environment": environment,
        "digest": release.digest,
        "commit": release.commit,
        "version": release.version,
        "status": status,
        "actor": actor,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if status == "started":
        report |= _details(release)
        if environment == "production":
            report["approved_by"] = APPROVERS[release.number % len(APPROVERS)]
    return report


def _details(release: Release) -> Report:
    """Return what a pipeline tells of a release beside what happened."""
    run = f"{CI}{1000 + release.number}"
    packages = {
        "flask": f"3.1.{release.number // 6}",
        "sqlalchemy": f"2.0.{40 + release.number // 3}",
        "structlog": "25.4.0",
    }
    schema = 1 + release.number // 8
    return {
        "run": run,
        "report": f"{run}/report",
        "schema": schema,
        "dependencies": packages,
    }
