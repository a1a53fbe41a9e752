"""Log in to a cloud by an identity token that is valid for minutes."""

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.errors import Refused

TOKEN: Final = "/run/secrets/oidc-token"
# Google's libraries are told by a file where the token lies.
CREDENTIALS: Final = "/etc/google-credentials.json"
CLOUDS: Final = ("aws", "gcp", "azure")
PROVIDER: Final = re.compile(
    r"projects/\d+/locations/global/workloadIdentityPools/[\w-]+/providers/[\w-]+"
)
STS: Final = "https://sts.googleapis.com/v1/token"
IMPERSONATED: Final = (
    "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"
    "{}:generateAccessToken"
)


@dataclass(frozen=True, slots=True)
class Access:
    """Which identity a run takes on, and where the cloud keeps it.

    *identity* is a role's ARN, a service account's address or a client's id; Google
    wants to know the *provider* of identities, Azure *tenant* and *subscription*.
    """

    identity: str
    provider: str = ""
    tenant: str = ""
    subscription: str = ""

    def variables(self, cloud: str) -> dict[str, str]:
        """Return what tells OpenTofu's providers and state stores."""
        return {"aws": self._aws, "gcp": self._gcp, "azure": self._azure}[cloud]()

    def files(self, cloud: str) -> dict[str, str]:
        """Return the files that go with it; none of them is secret."""
        if cloud != "gcp":
            return {}
        if not PROVIDER.fullmatch(self.provider):
            raise Refused(
                f"could not use provider '{self.provider}': it is no provider of"
                " identities; give projects/NUMBER/locations/global/"
                "workloadIdentityPools/POOL/providers/NAME"
            )
        return {CREDENTIALS: json.dumps(self._external_account(), sort_keys=True)}

    def _aws(self) -> dict[str, str]:
        return {
            "AWS_ROLE_ARN": self.identity,
            "AWS_ROLE_SESSION_NAME": "pipeline",
            "AWS_WEB_IDENTITY_TOKEN_FILE": TOKEN,
        }

    def _gcp(self) -> dict[str, str]:
        return {"GOOGLE_APPLICATION_CREDENTIALS": CREDENTIALS}

    def _azure(self) -> dict[str, str]:
        missing = [name for name in ("tenant", "subscription") if not self._has(name)]
        if missing:
            raise Refused(
                f"could not reach Azure as '{self.identity}': there is no"
                f" {missing[0]}; give --{missing[0]}"
            )
        return {
            "ARM_CLIENT_ID": self.identity,
            "ARM_OIDC_TOKEN_FILE_PATH": TOKEN,
            "ARM_SUBSCRIPTION_ID": self.subscription,
            "ARM_TENANT_ID": self.tenant,
            "ARM_USE_AZUREAD": "true",
            "ARM_USE_OIDC": "true",
        }

    def _has(self, name: str) -> bool:
        return bool({"tenant": self.tenant, "subscription": self.subscription}[name])

    def _external_account(self) -> dict[str, object]:
        return {
            "type": "external_account",
            "audience": f"//iam.googleapis.com/{self.provider}",
            "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
            "token_url": STS,
            "service_account_impersonation_url": IMPERSONATED.format(self.identity),
            "credential_source": {"file": TOKEN},
        }


def cloud_of(root: str, folder: str) -> str:
    """Return the cloud of a root; only what is live can be planned and applied."""
    parts = PurePosixPath(root).parts
    live = (*PurePosixPath(folder).parts, "live")
    inside = parts[len(live) :]
    if ".." in parts or parts[: len(live)] != live or len(inside) < 2:
        raise Refused(
            f"could not plan root '{root}': it is none; name a folder"
            f" {folder}/live/CLOUD/ENVIRONMENT"
        )
    if inside[0] not in CLOUDS:
        raise Refused(
            f"could not plan root '{root}': cloud '{inside[0]}' is unknown;"
            f" known are {', '.join(CLOUDS)}"
        )
    return inside[0]


def encrypted(encryption: str) -> str:
    """Return how plan and state are encrypted; an open plan shows secrets to many."""
    if not re.search(r"\bplan\s*\{", encryption):
        raise Refused(
            "could not plan: --encryption has no block 'plan', and the plan file would"
            " hold secrets in the open; see docs/terraform-gate.md"
        )
    return encryption
