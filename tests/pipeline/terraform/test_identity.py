"""How does a run prove to a cloud who it is?"""

import json
from dataclasses import replace

import pytest

from pipeline.core.errors import Refused
from pipeline.core.terraform import identity as cloud
from pipeline.core.terraform.identity import Access

PROVIDER = "projects/1/locations/global/workloadIdentityPools/shop/providers/github"
ACCESS = Access("somebody", provider=PROVIDER, tenant="t", subscription="s")


def test_amazon_reads_a_token_for_a_role() -> None:
    """Its libraries do the rest."""
    found = ACCESS.variables("aws")
    assert ("somebody", cloud.TOKEN) == (
        found["AWS_ROLE_ARN"],
        found["AWS_WEB_IDENTITY_TOKEN_FILE"],
    )
    assert {} == ACCESS.files("aws")


def test_google_reads_a_file_that_names_the_token() -> None:
    """In it is nothing secret."""
    found = ACCESS.variables("gcp")
    text = ACCESS.files("gcp")[found["GOOGLE_APPLICATION_CREDENTIALS"]]
    account = json.loads(text)
    assert {"file": cloud.TOKEN} == account["credential_source"]
    assert f"//iam.googleapis.com/{PROVIDER}" == account["audience"]
    url = account["service_account_impersonation_url"]
    assert url.endswith("/serviceAccounts/somebody:generateAccessToken")


def test_azure_reads_a_token_for_a_client() -> None:
    """Of a tenant, in a subscription."""
    found = ACCESS.variables("azure")
    assert ("somebody", "t", "s", cloud.TOKEN) == (
        found["ARM_CLIENT_ID"],
        found["ARM_TENANT_ID"],
        found["ARM_SUBSCRIPTION_ID"],
        found["ARM_OIDC_TOKEN_FILE_PATH"],
    )


@pytest.mark.parametrize(
    ("access", "which", "said"),
    [
        (replace(ACCESS, tenant=""), "azure", "give --tenant"),
        (replace(ACCESS, subscription=""), "azure", "give --subscription"),
    ],
)
def test_what_azure_has_to_know_is_asked_for(
    access: Access, which: str, said: str
) -> None:
    """By the name of the argument."""
    with pytest.raises(Refused, match=said):
        access.variables(which)


@pytest.mark.parametrize("provider", ["", "github", f"//iam.googleapis.com/{PROVIDER}"])
def test_google_s_provider_has_one_form(provider: str) -> None:
    """Another would be refused by the cloud, with a riddle."""
    with pytest.raises(Refused, match="it is no provider"):
        replace(ACCESS, provider=provider).files("gcp")


@pytest.mark.parametrize("which", cloud.CLOUDS)
def test_the_cloud_is_that_of_the_folder(which: str) -> None:
    """Whatever the environment."""
    root = f"infra/terraform/live/{which}/staging"
    assert which == cloud.cloud_of(root, "infra/terraform")


def test_an_environment_may_have_several_roots() -> None:
    """Such as one for what comes after the cluster."""
    root = "terraform/live/azure/production/argocd"
    assert "azure" == cloud.cloud_of(root, "terraform")


@pytest.mark.parametrize(
    "root",
    [
        "terraform/modules/network/aws",
        "terraform/live/aws",
        "terraform/live/aws/../../modules",
        "terraform/live/moon/staging",
        "/terraform/live/aws/staging",
        "elsewhere/live/aws/staging",
        "",
    ],
)
def test_only_what_is_live_is_planned(root: str) -> None:
    """A module has no state, and nothing else is anybody's root."""
    with pytest.raises(Refused, match="could not plan root"):
        cloud.cloud_of(root, "terraform")


def test_no_plan_is_left_in_the_open() -> None:
    """It holds every value of what it makes."""
    whole = 'key_provider "aws_kms" "a" {}\nplan {\n  method = method.aes_gcm.a\n}'
    assert whole == cloud.encrypted(whole)
    for less in ("", "state { method = method.aes_gcm.a }", "no_plan {}"):
        with pytest.raises(Refused, match="--encryption"):
            cloud.encrypted(less)
