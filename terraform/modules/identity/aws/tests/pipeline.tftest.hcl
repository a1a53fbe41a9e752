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

run "subjects_are_compared_whole" {
  assert {
    condition = { for name, role in aws_iam_role.pipeline : name => jsondecode(role.assume_role_policy).Statement[0].Condition } == {
      apply   = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = ["repo:owner/release-ledger:environment:staging"] } }
      plan    = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = ["repo:owner/release-ledger:pull_request", "repo:owner/release-ledger:ref:refs/heads/main"] } }
      publish = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = ["repo:owner/release-ledger:ref:refs/heads/main"] } }
    }
    error_message = "other runs may take on a role"
  }

  assert {
    condition     = alltrue([for role in aws_iam_role.pipeline : role.permissions_boundary == "arn:aws:iam::111122223333:policy/release-ledger-staging-boundary"])
    error_message = "a role has no boundary"
  }

  assert {
    condition     = output.apply_identity == "arn:aws:iam::111122223333:role/release-ledger-staging-apply"
    error_message = "the outputs are others"
  }
}

run "publish_signs_in_and_nothing_else" {
  command = plan

  assert {
    condition     = jsondecode(aws_iam_policy.pipeline["publish"].policy).Statement == [{ Sid = "SignIn", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = "*" }]
    error_message = "it may do something else"
  }
}

run "plan_reads_and_looks_into_nothing" {
  command = plan

  assert {
    condition     = [for each in jsondecode(aws_iam_policy.pipeline["plan"].policy).Statement : each.Sid] == ["ReadSettings", "ReadStates", "FindStates", "DecryptStates"]
    error_message = "it may do something else"
  }

  assert {
    condition     = alltrue([for action in jsondecode(aws_iam_policy.pipeline["plan"].policy).Statement[0].Action : can(regex("^[a-z0-9]+:(Describe|Get|List)[A-Za-z]*\\*?$", action))])
    error_message = "it may write"
  }

  assert {
    condition = length(setintersection(jsondecode(aws_iam_policy.pipeline["plan"].policy).Statement[0].Action, [
      "ecr:BatchGetImage", "kms:Decrypt", "logs:GetLogEvents", "s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter", "s3:*", "logs:*", "logs:Get*", "secretsmanager:Get*", "iam:Get*",
    ])) == 0
    error_message = "it may look into what is kept"
  }

  assert {
    condition     = jsondecode(aws_iam_policy.pipeline["plan"].policy).Statement[1] == { Sid = "ReadStates", Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::release-ledger-staging-state-111122223333/staging/*" }
    error_message = "it may read other states, or write"
  }
}
