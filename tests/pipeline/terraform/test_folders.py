"""Which folders of Terraform are looked at, and what is run in each?"""

import json

from pipeline.core.terraform import folders as terraform
from pipeline.core.terraform.folders import Folders

FILES = (
    "terraform/.terraform-docs.yaml",
    "terraform/examples/queue/main.tf",
    "terraform/live/staging/.terraform.lock.hcl",
    "terraform/live/staging/main.tf",
    "terraform/live/staging/terraform.tfvars",
    "terraform/live/staging/.terraform/modules/far/main.tf",
    "terraform/modules/bare/main.tofu",
    "terraform/modules/queue/README.md",
    "terraform/modules/queue/main.tf",
    "terraform/modules/queue/tests/queue.tftest.hcl",
    "terraform/modules/queue/tests/helper/main.tf",
    "terraforms/main.tf",
    "main.tf",
)
FOLDERS = Folders.found(FILES, "terraform")
QUEUE = "terraform/modules/queue"
STAGING = "terraform/live/staging"


def names(commands: list[terraform.Argv]) -> list[str]:
    """Return what each command does."""
    return [command[1] for command in commands]


def test_folders_with_code_are_found() -> None:
    """Not what was fetched, what helps tests, or what lies elsewhere."""
    found = ("terraform/examples/queue", STAGING, "terraform/modules/bare", QUEUE)
    assert found == FOLDERS.every
    assert ("terraform/modules/bare", QUEUE) == FOLDERS.modules
    assert (STAGING,) == FOLDERS.live
    assert (QUEUE,) == FOLDERS.tested
    assert 7 == FOLDERS.formatted


def test_a_repository_without_terraform_has_none() -> None:
    """Whatever lies beside it."""
    assert () == Folders.found(("k8s/base/main.yaml", "main.tf"), "terraform").every


def test_tests_may_lie_beside_the_code() -> None:
    """As well as in a folder of their own."""
    files = ("terraform/a/main.tf", "terraform/a/a.tftest.hcl")
    assert ("terraform/a",) == Folders.found(files, "terraform").tested


def test_a_module_is_initialised_validated_and_tested() -> None:
    """Without the place where a state would be."""
    commands = terraform.commands(QUEUE, FOLDERS, plans=True)
    assert ["init", "version", "validate", "test"] == names(commands)
    assert "-backend=false" in commands[0]


def test_a_root_is_planned_where_no_account_is_needed() -> None:
    """True providers would ask for one."""
    planned = terraform.commands(STAGING, FOLDERS, plans=True)
    assert ["init", "version", "validate", "plan", "show"] == names(planned)
    assert "-backend=false" not in planned[0]
    alone = terraform.commands(STAGING, FOLDERS, plans=False)
    assert ["init", "version", "validate"] == names(alone)


def test_a_plan_may_be_given_values_of_its_own() -> None:
    """Of what is no part of the code."""
    plain = terraform.commands(STAGING, FOLDERS, plans=True)
    assert not [word for argv in plain for word in argv if "var-file" in word]
    files = (*FILES, f"{STAGING}/pipeline.tfvars")
    given = terraform.commands(STAGING, Folders.found(files, "terraform"), plans=True)
    assert "-var-file=pipeline.tfvars" in given[3]


def test_docs_are_made_by_the_repository_s_own_settings() -> None:
    """Else as a table."""
    own = terraform.docs(QUEUE, FOLDERS)
    assert "--config=../../../terraform/.terraform-docs.yaml" in own
    plain = terraform.docs(QUEUE, Folders.found(FILES[1:], "terraform"))
    assert ("terraform-docs", "markdown", "table") == plain[:3]


def test_everything_is_asked_for() -> None:
    """Once: formatting of all, each folder, the README of each module."""
    asked = json.loads(terraform.request(FOLDERS, true=False))
    folders = [job["folder"] for job in asked["jobs"]]
    assert ["terraform", *FOLDERS.every, *FOLDERS.modules] == folders
    assert {"root": "terraform", "true": False} == {
        name: asked[name] for name in ("root", "true")
    }


def test_types_are_what_the_code_speaks_of() -> None:
    """Mocks of tests, too."""
    text = (
        'resource "aws_sqs_queue" "a" {}\ndata "aws_region" "b" {}\n'
        'mock_data "aws_arn" {}\nephemeral "random_password" "c" {}\n'
        'variable "aws_kms_key" {}\nmodule "resource" {}\n'
    )
    found = {"aws_sqs_queue", "aws_region", "aws_arn", "random_password"}
    assert found == terraform.types(text)


def test_a_lock_keeps_its_versions_without_hashes() -> None:
    """Those are of the true providers."""
    lock = (
        'provider "registry.opentofu.org/hashicorp/aws" {\n'
        '  version     = "6.69.1"\n  constraints = "6.69.1"\n'
        '  hashes = [\n    "h1:abc=",\n    "zh:def",\n  ]\n}\n'
    )
    kept = (
        'provider "registry.opentofu.org/hashicorp/aws" {\n'
        '  version     = "6.69.1"\n  constraints = "6.69.1"\n}\n'
    )
    assert kept == terraform.without_hashes(lock)
    assert kept == terraform.without_hashes(kept)
