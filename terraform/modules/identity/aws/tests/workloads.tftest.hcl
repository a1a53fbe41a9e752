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

run "a_workload_reads_its_own_secrets" {
  command = plan

  assert {
    condition     = jsondecode(aws_iam_role.workload["release-ledger"].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub"] == "system:serviceaccount:release-ledger-staging:release-ledger-secrets"
    error_message = "another account may take on the role"
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.workload["release-ledger"].policy).Statement[0] == { Sid = "ReadSecrets", Effect = "Allow", Action = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], Resource = ["arn:aws:secretsmanager:eu-central-1:111122223333:secret:release-ledger-staging/database-??????"] }
    error_message = "it may read others"
  }
}

run "without_secrets_there_is_no_policy" {
  command = plan

  variables {
    workloads = { prometheus = { namespace = "monitoring", account = "prometheus", secrets = [] } }
  }

  assert {
    condition     = length(aws_iam_role.workload) == 1 && length(aws_iam_role_policy.workload) == 0
    error_message = "it may read something"
  }
}

run "numbers_of_githubs_may_stand_in_subjects" {
  variables {
    repository = "owner@12/release-ledger@34"
  }

  assert {
    condition     = jsondecode(aws_iam_role.pipeline["apply"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == ["repo:owner@12/release-ledger@34:environment:staging"]
    error_message = "they are left out"
  }
}
