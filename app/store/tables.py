"""The tables of the ledger, as this version of the service uses them.

Migrations make them: `migrations/versions`. What a table has beyond this is of
versions before or after.
"""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

from app.domain.deployment import Environment, Status
from app.store.columns import Number, UtcTime, Word

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
