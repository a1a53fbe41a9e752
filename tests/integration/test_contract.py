"""Does the service keep the contract that it hands out?"""

from typing import TYPE_CHECKING

import pytest
import requests
import schemathesis
from schemathesis import Case

from tests import described
from tests.composition import address
from tests.integration import tokens
from tests.integration.client import Client
from tests.integration.reports import report

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiOperation

# The very document that clients get.
DOCUMENT = f"{address('integration')}/api/openapi.json"
schema = schemathesis.openapi.from_url(DOCUMENT)
HEADERS = {"reporter": tokens.BEARER, "argocd": tokens.HOOK}


@pytest.fixture(autouse=True, scope="module")
def _known(url: str) -> None:
    with requests.Session() as session:
        Client(url, session).recorded(report(digest=described.DIGEST))


@schema.parametrize()
@described.EXAMPLES
def test_whatever_is_sent_is_answered_as_described(
    case: "Case[OpenApiOperation]", url: str
) -> None:
    """All checks of schemathesis, on what is right and on what is wrong."""
    described.send(case, url, tokens.PERSON, HEADERS)
