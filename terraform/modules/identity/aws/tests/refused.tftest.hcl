mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/release-ledger-staging-boundary" }
  }
}

variables {
  name            = "release-ledger-staging"
  environment     = "staging"
  data_key_id     = "arn:aws:kms:eu-central-1:111122223333:key/data"
  identity_issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC"
  workloads       = { release-ledger = { namespace = "release-ledger-staging", account = "release-ledger-secrets", secrets = ["release-ledger-staging/database"] } }
  repository      = "owner/release-ledger"
  state_id        = "arn:aws:s3:::release-ledger-staging-state-111122223333"
  state_key_id    = "arn:aws:kms:eu-central-1:111122223333:key/state"
}

run "refuses_identity_issuer_in_plain" {
  command = plan

  variables {
    identity_issuer = "http://oidc.example"
  }

  expect_failures = [var.identity_issuer]
}

run "refuses_workloads_of_the_pipeline" {
  command = plan

  variables {
    workloads = { apply = { namespace = "a", account = "b", secrets = [] } }
  }

  expect_failures = [var.workloads]
}

run "refuses_workloads_by_pattern" {
  command = plan

  variables {
    workloads = { all = { namespace = "*", account = "b", secrets = [] } }
  }

  expect_failures = [var.workloads]
}

run "refuses_workloads_with_all_secrets" {
  command = plan

  variables {
    workloads = { all = { namespace = "a", account = "b", secrets = ["*"] } }
  }

  expect_failures = [var.workloads]
}

run "refuses_repository_a_pattern" {
  command = plan

  variables {
    repository = "owner/*"
  }

  expect_failures = [var.repository]
}

run "refuses_repository_a_url" {
  command = plan

  variables {
    repository = "https://github.com/owner/release-ledger"
  }

  expect_failures = [var.repository]
}

run "refuses_branch_a_pattern" {
  command = plan

  variables {
    branch = "*"
  }

  expect_failures = [var.branch]
}

run "refuses_branch_a_ref" {
  command = plan

  variables {
    branch = "refs/heads/main"
  }

  expect_failures = [var.branch]
}

run "refuses_state_id_a_name" {
  command = plan

  variables {
    state_id = "release-ledger-staging-state"
  }

  expect_failures = [var.state_id]
}

run "refuses_state_key_id_by_alias" {
  command = plan

  variables {
    state_key_id = "alias/state"
  }

  expect_failures = [var.state_key_id]
}
