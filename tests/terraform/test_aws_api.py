"""Would AWS take what the modules ask of it, as far as moto knows AWS?

The providers here know schemas only: a policy that is no policy, or a bucket's rule
that contradicts itself, goes through them. So the values of the applied examples are
given to the API itself, which refuses what it cannot take, and asked for again.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.terraform.applied import Applied, Resource
from tests.terraform.servers import REGION, S3

ACCOUNT = "123456789012"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
# What was looked up, as the account of the test has it.
LOOKED_UP = {
    ("aws_caller_identity", "account_id"): ACCOUNT,
    ("aws_partition", "partition"): "aws",
    ("aws_region", "region"): REGION,
    ("aws_region", "name"): REGION,
}
# What AWS allows a policy to be long, blanks not counted.
LIMITS = {
    ("aws_iam_policy", "policy"): 6144,
    ("aws_iam_role", "assume_role_policy"): 2048,
    ("aws_iam_role_policy", "policy"): 10240,
    ("aws_kms_key", "policy"): 32768,
    ("aws_s3_bucket_policy", "policy"): 20480,
}
PARTS = ("identity", "kms", "registry", "state")


class Made:
    """What an example has made, with the account's names in the made-up ones' place."""

    def __init__(self, applied: Applied, part: str) -> None:
        example = applied.of(f"examples/{part}/aws")
        text = json.dumps([vars_of(each) for each in example.resources()])
        for each in example.resources("data"):
            for (type_, name), value in LOOKED_UP.items():
                if each.type == type_ and (made := each.values.get(name)):
                    text = text.replace(str(made), value)
        # What AWS would answer to what was made: an ARN of that account.
        self.text = re.sub(
            r"made-up-([0-9a-f]{8})", rf"arn:aws:iam::{ACCOUNT}:role/\1", text
        )
        self.resources = [Resource(**each) for each in json.loads(self.text)]

    def of(self, type_: str) -> dict[str, Any]:
        """Return the values of all resources of a type, by their keys."""
        return {key(each): each.values for each in self.resources if each.type == type_}

    def one(self, type_: str) -> Any:
        """Return the values of the one resource of a type."""
        (found,) = self.of(type_).values()
        return found


def vars_of(resource: Resource) -> dict[str, Any]:
    """Return a resource as what JSON can hold."""
    return {name: getattr(resource, name) for name in ("address", "type", "values")}


def key(resource: Resource) -> str:
    """Return the key of a resource that is there often, or its name."""
    found = re.search(r'\["(.+)"\]$', resource.address)
    return found[1] if found else resource.address.rpartition(".")[2]


@pytest.fixture(name="made", scope="module", params=PARTS)
def _made(request: pytest.FixtureRequest, applied: Applied) -> Made:
    return Made(applied, request.param)


def of(part: str, applied: Applied) -> Made:
    """Return what one part has made."""
    return Made(applied, part)


def test_no_policy_is_too_long(made: Made) -> None:
    """It would be refused when it is applied, and not before."""
    for (type_, name), limit in LIMITS.items():
        for address, values in made.of(type_).items():
            length = len(re.sub(r"\s", "", values[name] or ""))
            assert length <= limit, f"{type_} {address} has {length} of {limit}"


def test_buckets_are_taken_as_they_are_meant(applied: Applied, s3: S3) -> None:
    """And answer that nobody from outside is let in, and that versions are kept."""
    made, client = of("state", applied), s3.client("s3")
    buckets = made.of("aws_s3_bucket")
    for name, bucket in buckets.items():
        made_of = {"Bucket": bucket["bucket"]}
        place = {"LocationConstraint": REGION}
        client.create_bucket(**made_of, CreateBucketConfiguration=place)
        for call, words in settings(made, name):
            getattr(client, call)(**made_of, **words)
        block = client.get_public_access_block(**made_of)
        assert {True} == set(block["PublicAccessBlockConfiguration"].values())
        assert "Enabled" == client.get_bucket_versioning(**made_of)["Status"]
        rules = client.get_bucket_encryption(**made_of)[
            "ServerSideEncryptionConfiguration"
        ]
        default = rules["Rules"][0]["ApplyServerSideEncryptionByDefault"]
        assert "aws:kms" == default["SSEAlgorithm"]
        policy = json.loads(client.get_bucket_policy(**made_of)["Policy"])
        assert {"Bool": {"aws:SecureTransport": "false"}} in [
            each.get("Condition")
            for each in policy["Statement"]
            if each["Effect"] == "Deny"
        ]
        rules = client.get_bucket_lifecycle_configuration(**made_of)["Rules"]
        assert [each for each in rules if "NoncurrentVersionExpiration" in each]


def settings(made: Made, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the calls that the provider would make for a bucket."""
    block = made.of("aws_s3_bucket_public_access_block")[name]
    names = (
        "BlockPublicAcls",
        "IgnorePublicAcls",
        "BlockPublicPolicy",
        "RestrictPublicBuckets",
    )
    words = {
        each: block[re.sub(r"(?<!^)(?=[A-Z])", "_", each).lower()] for each in names
    }
    yield "put_public_access_block", {"PublicAccessBlockConfiguration": words}
    versioning = made.of("aws_s3_bucket_versioning")[name]["versioning_configuration"][
        0
    ]
    yield "put_bucket_versioning", {
        "VersioningConfiguration": {"Status": versioning["status"]}
    }
    (rule,) = made.of("aws_s3_bucket_server_side_encryption_configuration")[name][
        "rule"
    ]
    (default,) = rule["apply_server_side_encryption_by_default"]
    by_default = {"SSEAlgorithm": default["sse_algorithm"], "KMSMasterKeyID": KEY}
    rules = [
        {"ApplyServerSideEncryptionByDefault": by_default, "BucketKeyEnabled": True}
    ]
    yield "put_bucket_encryption", {
        "ServerSideEncryptionConfiguration": {"Rules": rules}
    }
    lifecycle = made.of("aws_s3_bucket_lifecycle_configuration")[name]["rule"]
    yield "put_bucket_lifecycle_configuration", {
        "LifecycleConfiguration": {"Rules": [lifecycle_of(each) for each in lifecycle]}
    }
    yield "put_bucket_policy", {
        "Policy": made.of("aws_s3_bucket_policy")[name]["policy"]
    }


def lifecycle_of(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a rule as the API has it."""
    words: dict[str, Any] = {
        "ID": rule["id"],
        "Status": rule["status"],
        "Filter": {"Prefix": ""},
    }
    for each in rule["expiration"] or []:
        words["Expiration"] = {"Days": each["days"]}
    for each in rule["noncurrent_version_expiration"] or []:
        words["NoncurrentVersionExpiration"] = {
            "NoncurrentDays": each["noncurrent_days"]
        }
    return words


def test_keys_are_taken_and_rotate(applied: Applied, s3: S3) -> None:
    """Their policies are policies, and name who may administer them."""
    made, client = of("kms", applied), s3.client("kms")
    for values in made.of("aws_kms_key").values():
        words = {"Policy": values["policy"], "Description": values["description"]}
        made_key = client.create_key(**words)["KeyMetadata"]
        days = values["rotation_period_in_days"]
        client.enable_key_rotation(
            KeyId=made_key["KeyId"], RotationPeriodInDays=int(days)
        )
        status = client.get_key_rotation_status(KeyId=made_key["KeyId"])
        assert status["KeyRotationEnabled"]
        policy = client.get_key_policy(KeyId=made_key["KeyId"], PolicyName="default")[
            "Policy"
        ]
        assert f"arn:aws:iam::{ACCOUNT}:root" in policy


def test_a_registry_refuses_to_move_a_tag(applied: Applied, s3: S3) -> None:
    """It takes the policy, and the rule that removes what no tag names."""
    made, client = of("registry", applied), s3.client("ecr")
    repository = made.one("aws_ecr_repository")
    name = {"repositoryName": repository["name"]}
    filters = [
        {"filter": each["filter"], "filterType": each["filter_type"]}
        for each in repository["image_tag_mutability_exclusion_filter"] or []
    ]
    client.create_repository(
        **name,
        imageTagMutability=repository["image_tag_mutability"],
        **({"imageTagMutabilityExclusionFilters": filters} if filters else {}),
        imageScanningConfiguration={
            "scanOnPush": repository["image_scanning_configuration"][0]["scan_on_push"]
        },
        encryptionConfiguration={"encryptionType": "KMS", "kmsKey": KEY},
    )
    policy = made.one("aws_ecr_repository_policy")["policy"]
    client.set_repository_policy(**name, policyText=policy)
    rules = made.one("aws_ecr_lifecycle_policy")["policy"]
    client.put_lifecycle_policy(**name, lifecyclePolicyText=rules)
    (found,) = client.describe_repositories()["repositories"]
    assert found["imageTagMutability"].startswith("IMMUTABLE")
    assert found["imageScanningConfiguration"]["scanOnPush"]
    assert {"sha256-*"} >= {each["filter"] for each in filters}


def test_roles_and_their_policies_are_taken(applied: Applied, s3: S3) -> None:
    """Each policy has the grammar of one; a role is taken on by its own runs only."""
    made, client = of("identity", applied), s3.client("iam")
    github = made.of("aws_iam_openid_connect_provider")["github"]
    client.create_open_id_connect_provider(
        Url=github["url"],
        ClientIDList=github["client_id_list"],
        ThumbprintList=["0" * 40],
    )
    for values in made.of("aws_iam_role").values():
        trust = values["assume_role_policy"]
        client.create_role(RoleName=values["name"], AssumeRolePolicyDocument=trust)
        statements = json.loads(trust)["Statement"]
        assert all("StringEquals" in each["Condition"] for each in statements)
        assert not [each for each in statements if "StringLike" in each["Condition"]]
    for values in made.of("aws_iam_policy").values():
        client.create_policy(PolicyName=values["name"], PolicyDocument=values["policy"])
    names = {each["RoleName"] for each in client.list_roles()["Roles"]}
    assert {"apply", "plan", "publish"} <= {each.rpartition("-")[2] for each in names}
    role = min(names)
    for name, values in made.of("aws_iam_role_policy").items():
        words = {"RoleName": role, "PolicyName": name}
        client.put_role_policy(**words, PolicyDocument=values["policy"])


@pytest.mark.parametrize(
    ("effect", "action"), [("Permit", "s3:GetObject"), ("Allow", "GetObject")]
)
def test_what_is_no_policy_is_refused(s3: S3, effect: str, action: str) -> None:
    """Or the tests above would take anything."""
    statement = {"Effect": effect, "Action": action, "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client = s3.client("iam")
    with pytest.raises(client.exceptions.MalformedPolicyDocumentException):
        client.create_policy(PolicyName="wrong", PolicyDocument=document)
