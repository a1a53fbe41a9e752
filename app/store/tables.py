"""The tables of the ledger, as this version of the service uses them.

Migrations make them: `migrations/versions`. What a table has beyond this is of
versions before or after.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)

from app.domain.deployment import Environment, Status
from app.store.columns import Number, Told, UtcTime, Word

metadata = MetaData()

deployments = Table(
    "deployments",
    metadata,
    Column("id", Number, primary_key=True),
    Column("environment", Word(Environment), nullable=False),
    Column("digest", Text, nullable=False),
    Column("commit", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("actor", Text, nullable=False),
    Column("time", UtcTime, nullable=False),
    Column("idempotency_key", Text),
    Column("fingerprint", Text),
    Column("service", Text, nullable=False),
    Column("committed", UtcTime),
    Column("details", Told),
)

# The database derives it from reports, one row for what became of a release in an
# environment; "lead" is in milliseconds.
releases = Table(
    "releases",
    metadata,
    Column("id", Number, primary_key=True),
    Column("service", Text, nullable=False),
    Column("environment", Word(Environment), nullable=False),
    Column("digest", Text, nullable=False),
    Column("commit", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("latest", UtcTime, nullable=False),
    Column("latest_id", BigInteger, nullable=False),
    Column("latest_status", Word(Status), nullable=False),
    Column("begun", UtcTime),
    Column("decided", UtcTime),
    Column("healthy", UtcTime),
    Column("degraded", UtcTime),
    Column("rolled_back", UtcTime),
    *(
        Column(f"last_{name}{part}", kind)
        for name in ("started", "healthy", "degraded", "rolled_back")
        for part, kind in (("", UtcTime), ("_id", BigInteger))
    ),
    Column("lead", BigInteger),
)

commits = Table(
    "commits",
    metadata,
    Column("commit", Text, primary_key=True),
    Column("committed", UtcTime),
    Column("seen", UtcTime, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("deployment_id", Number, ForeignKey("deployments.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("time", UtcTime, nullable=False),
)

schema_window = Table(
    "schema_window",
    metadata,
    Column("revision", Integer, primary_key=True),
    Column("oldest_code", Integer, nullable=False),
)
