"""Run Bandit, pip-audit and Safety. The verdict is core.gates.security's."""

from dataclasses import dataclass
from datetime import UTC, datetime

from dagger import Container, Directory, Secret

from pipeline.containers.together import gathered
from pipeline.containers.toolbox import SOURCE, run, tools
from pipeline.containers.virtualenv import locked
from pipeline.core.gates import security as policy
from pipeline.core.verdict import Leg
from pipeline.target import Target

NO_SAFETY = "Safety has neither a key (--safety-key) nor a database (--safety-db)"


@dataclass(frozen=True, slots=True)
class Safety:
    """What Safety may use: its service's key, or a database as a directory."""

    key: Secret | None = None
    db: Directory | None = None


async def security(target: Target, safety: Safety) -> tuple[Leg, ...]:
    """Run Bandit on the code, pip-audit and Safety on what the service ships with."""
    now = datetime.now(UTC)
    legs = await gathered(
        {
            "bandit": _bandit(target, now),
            "pip-audit": _pip_audit(target, now),
            "safety": _checked_by_safety(target, safety, now),
        }
    )
    return tuple(legs.values())


async def _bandit(target: Target, now: datetime) -> Leg:
    container = tools("security").with_directory(SOURCE, await target.code())
    ran = await run(container, policy.bandit_command(target.project))
    return policy.judge_bandit(ran, target.project, target.config, now.date())


async def _pip_audit(target: Target, now: datetime) -> Leg:
    container = _with_locked(tools("security"), target)
    # Advisories change while the packages do not: this asks again each hour.
    fresh = container.with_env_variable("ADVISORIES_AT", f"{now:%Y-%m-%dT%H}")
    ran = await run(fresh, policy.PIP_AUDIT)
    return policy.judge_pip_audit(ran, target.config, now.date())


async def _checked_by_safety(target: Target, safety: Safety, now: datetime) -> Leg:
    if safety.key is None and safety.db is None:
        return policy.skipped("safety", target.config, NO_SAFETY)
    ran = await run(*_safety(target, safety))
    return policy.judge_safety(ran, target.config, now.date())


def _safety(target: Target, safety: Safety) -> tuple[Container, tuple[str, ...]]:
    """Return the container and command for what Safety may use.

    From 3.3 on it reaches for its service even with a database of its own.
    """
    if safety.db is not None:
        offline = tools("safety").with_directory("/safety-db", safety.db)
        return _with_locked(offline, target), policy.SAFETY_OFFLINE
    assert safety.key is not None
    online = tools("safety-scan").with_secret_variable("SAFETY_API_KEY", safety.key)
    requirements = locked(target).file(policy.LOCKED)
    scanned = online.with_file("/locked/requirements.txt", requirements)
    return scanned, policy.SAFETY_SCAN


def _with_locked(container: Container, target: Target) -> Container:
    file = locked(target).file(policy.LOCKED)
    return container.with_file(policy.LOCKED, file)
