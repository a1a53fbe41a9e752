"""The tables of the ledger."""

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    Enum,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from app.domain.deployment import Environment, Status


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC, in databases that know no offsets."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Store the time in UTC, without the offset."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the stored time with its offset."""
        return value and value.replace(tzinfo=UTC)


def words(kind: type[Environment] | type[Status]) -> Enum:
    """Store an enumeration by its values, as a plain string column."""
    return Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        length=20,
    )


metadata = MetaData()

deployments = Table(
    "deployments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("environment", words(Environment), nullable=False),
    Column("digest", String(71), nullable=False),
    Column("commit", String(40), nullable=False),
    Column("version", String(64), nullable=False),
    Column("status", words(Status), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("time", UtcTime, nullable=False),
)

by_time = Index("deployments_by_time", deployments.c.environment, deployments.c.time)

# create_all looks first and creates after: two workers that start together
# would both look, and one of them would fail.
SCHEMA = (
    CreateTable(deployments, if_not_exists=True),
    CreateIndex(by_time, if_not_exists=True),
)
