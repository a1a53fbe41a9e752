"""SQL by which the database itself derives releases and commits from each report.

In a trigger, so that every report counts, whoever writes it: versions of the service
before this one, and people with a prompt. All of it only widens what is there, so
that reports may come in any order.
"""

from dataclasses import dataclass

WORDS = {
    "started": "started",
    "healthy": "healthy",
    "degraded": "degraded",
    "rolled_back": "rolled-back",
}
KEY = ("service", "environment", "digest")
COMMITS = """\
INSERT INTO commits ("commit", committed, seen)
VALUES ({row}."commit", {row}.committed, {row}.time)
ON CONFLICT ("commit") DO UPDATE SET committed = {committed}, seen = {seen}
WHERE excluded.seen < commits.seen OR excluded.committed < commits.committed
  OR (commits.committed IS NULL AND excluded.committed IS NOT NULL)"""
RELEASES = """\
INSERT INTO releases (service, environment, digest, "commit", version, {names})
VALUES ({row}.service, {row}.environment, {row}.digest, {row}."commit",
  {row}.version, {values})
ON CONFLICT (service, environment, digest) DO UPDATE SET {changes}"""
LEADS = """\
UPDATE releases SET begun = {begun}, lead = {lead}
WHERE "commit" = {row}."commit"
  AND (begun {differs} {begun} OR lead {differs} {lead})"""
BEGUN = (
    "(SELECT coalesce(committed, seen) FROM commits"
    ' WHERE commits."commit" = releases."commit")'
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database says what the others say in another way."""

    row: str
    least: str
    greatest: str
    differs: str
    milliseconds: str


POSTGRESQL = Dialect(
    "added",
    "least",
    "greatest",
    "IS DISTINCT FROM",
    "CAST(round(extract(epoch FROM healthy - {begun}) * 1000) AS bigint)",
)
SQLITE = Dialect(
    "NEW",
    "min",
    "max",
    "IS NOT",
    "CAST(round((julianday(healthy) - julianday({begun})) * 86400000) AS integer)",
)


def statements(dialect: Dialect) -> tuple[str, ...]:
    """Return what derives commits and releases from one report."""
    lead = dialect.milliseconds.format(begun=BEGUN)
    return (
        COMMITS.format(
            row=dialect.row,
            committed=_least(dialect, "commits", "committed"),
            seen=_least(dialect, "commits", "seen"),
        ),
        _releases(dialect),
        LEADS.format(
            row=dialect.row,
            begun=BEGUN,
            differs=dialect.differs,
            # Clocks of two machines: nothing was there before it was committed.
            lead="CASE WHEN healthy IS NOT NULL"
            f" THEN {dialect.greatest}(0, {lead}) END",
        ),
    )


def _releases(dialect: Dialect) -> str:
    row = dialect.row
    failed = f"{row}.status <> 'started'"
    values = {
        "latest": f"{row}.time",
        "latest_id": f"{row}.id",
        "latest_status": f"{row}.status",
        "decided": f"CASE WHEN {failed} THEN {row}.time END",
    }
    changes = {
        "decided": _least(dialect, "releases", "decided"),
        **_newer(("latest", "latest_id", "latest_status")),
    }
    for name, word in WORDS.items():
        is_it = f"CASE WHEN {row}.status = '{word}' THEN {row}"
        values[name] = f"{is_it}.time END"
        values[f"last_{name}"] = f"{is_it}.time END"
        values[f"last_{name}_id"] = f"{is_it}.id END"
        changes[name] = _least(dialect, "releases", name)
        changes |= _newer((f"last_{name}", f"last_{name}_id"))
    return RELEASES.format(
        row=row,
        names=", ".join(values),
        values=", ".join(values.values()),
        changes=", ".join(f"{name} = {value}" for name, value in changes.items()),
    )


def _least(dialect: Dialect, table: str, name: str) -> str:
    # One of the two may be missing, and SQLite's least of that is nothing.
    ours, theirs = f"{table}.{name}", f"excluded.{name}"
    return f"{dialect.least}(coalesce({ours}, {theirs}), coalesce({theirs}, {ours}))"


def _newer(names: tuple[str, ...]) -> dict[str, str]:
    """Take the values of the newer report; arrival decides between equal times."""
    time, number = names[:2]
    newer = (
        f"excluded.{time} IS NOT NULL AND (releases.{time} IS NULL OR"
        f" (excluded.{time}, excluded.{number}) > (releases.{time}, releases.{number}))"
    )
    return {
        name: f"CASE WHEN {newer} THEN excluded.{name} ELSE releases.{name} END"
        for name in names
    }
