"""Read the age of Trivy's database of vulnerabilities."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Self

from pipeline.core import json_file
from pipeline.core.errors import DatabaseError

CONTENT: Final = "trivy.db"
METADATA: Final = "metadata.json"
ABSENT: Final = (
    "could not use the database of --trivy-db: it holds no '{}'; "
    "give the folder that 'trivy image --download-db-only' leaves in its cache as db/"
)
FILE: Final = "database.json"
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
UNREADABLE: Final = (
    "could not read the moment of the database, 'UpdatedAt' of metadata.json: {}; "
    "fetch the database again"
)


@dataclass(frozen=True, slots=True)
class Database:
    """When the advisories were collected, and how many days ago that is."""

    day: date
    age: int

    @classmethod
    def read(cls, metadata: str, now: datetime) -> Self:
        """Read metadata.json; DatabaseError when it does not say when."""
        try:
            updated = datetime.fromisoformat(json.loads(metadata)["UpdatedAt"])
            # A clock that is behind makes no database older.
            age = max((now - updated).days, 0)
        except (KeyError, TypeError, ValueError) as error:
            raise DatabaseError(UNREADABLE.format(repr(error))) from error
        return cls(updated.date(), age)

    def __str__(self) -> str:
        """Say how old it is."""
        unit = "day" if self.age == 1 else "days"
        return f"database of {self.day}, {self.age} {unit} old"

    @property
    def document(self) -> str:
        """Write down its day. Its age would be another one tomorrow."""
        return json_file.written({"day": str(self.day)})


def day(document: str) -> date:
    """Read the day of a database that was written down."""
    field = json_file.parse(document, FILE).some(["day"])["day"]
    return date.fromisoformat(field.matching(DAY, "a day"))


def check(names: Collection[str]) -> None:
    """Raise DatabaseError unless a folder with these files can be a database."""
    for name in (CONTENT, METADATA):
        if name not in names:
            raise DatabaseError(ABSENT.format(name))
