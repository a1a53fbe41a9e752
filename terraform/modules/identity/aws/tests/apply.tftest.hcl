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

run "apply_makes_the_parts_and_nothing_else" {
  command = plan

  assert {
    condition = [for each in jsondecode(aws_iam_policy.pipeline["apply"].policy).Statement : each.Sid] == [
      "MakeParts", "EncryptParts", "MakeBuckets", "WriteStates", "FindStates", "EncryptStates",
    ]
    error_message = "it may do something else"
  }

  assert {
    condition = {
      for action in jsondecode(aws_iam_policy.pipeline["apply"].policy).Statement[0].Action :
      split(":", action)[0] => trimsuffix(split(":", action)[1], "*")...
      } == {
      acm            = ["AddTags", "Delete", "Describe", "Get", "List", "RemoveTags", "Request", "UpdateCertificateOptions"]
      aps            = ["Create", "Delete", "Describe", "List", "Put", "TagResource", "Untag", "Update"]
      cloudfront     = ["AllowVendedLogDelivery", "Create", "Delete", "Describe", "Get", "List", "Publish", "Tag", "Untag", "Update"]
      cloudwatch     = ["Delete", "Describe", "List", "Put", "Tag", "Untag"]
      ec2            = ["Allocate", "Associate", "Attach", "AuthorizeSecurityGroup", "Create", "Delete", "Describe", "Detach", "DisableEbs", "Disassociate", "EnableEbs", "GetEbs", "Modify", "Release", "Replace", "Reset", "RevokeSecurityGroup", "RunInstances", "UpdateSecurityGroup"]
      ecr            = ["CreateRepository", "DeleteLifecyclePolicy", "DeleteRepository", "Describe", "GetLifecyclePolicy", "GetRepositoryPolicy", "List", "PutImageScanning", "PutImageTag", "PutLifecyclePolicy", "SetRepositoryPolicy", "Tag", "Untag"]
      eks            = ["AssociateAccessPolicy", "AssociateEncryption", "Create", "Delete", "Describe", "DisassociateAccessPolicy", "List", "Tag", "Untag", "Update"]
      elasticache    = ["AddTags", "Create", "Decrease", "Delete", "Describe", "Increase", "List", "Modify", "RemoveTags", "Reset"]
      kms            = ["CancelKeyDeletion", "Create", "DeleteAlias", "Describe", "DisableKeyRotation", "EnableKey", "GetKey", "GetPublicKey", "List", "PutKeyPolicy", "RotateKey", "ScheduleKeyDeletion", "TagResource", "UntagResource", "Update"]
      logs           = ["AssociateKms", "Create", "Delete", "Describe", "DisassociateKms", "GetDelivery", "GetLogDelivery", "List", "Put", "Tag", "Untag", "Update"]
      rds            = ["AddTags", "Create", "Delete", "Describe", "List", "Modify", "Reboot", "RemoveTags", "Reset"]
      route53        = ["Activate", "Change", "Create", "Deactivate", "Delete", "DisableHostedZone", "EnableHostedZone", "Get", "List", "Update"]
      secretsmanager = ["CreateSecret", "DeleteSecret", "DescribeSecret", "GetResourcePolicy", "ListSecret", "PutSecretValue", "RestoreSecret", "TagResource", "UntagResource", "UpdateSecret"]
      sns            = ["CreateTopic", "Delete", "Get", "List", "SetSubscription", "SetTopic", "Subscribe", "Tag", "Unsubscribe", "Untag"]
    }
    error_message = "it may do something else to the parts"
  }

  assert {
    condition     = jsondecode(aws_iam_policy.pipeline["apply"].policy).Statement[0].Condition == { StringEquals = { "aws:RequestedRegion" = ["eu-central-1", "us-east-1"] } }
    error_message = "it may make them in other regions"
  }

  assert {
    condition     = max([for each in concat(values(aws_iam_policy.pipeline), [aws_iam_policy.boundary]) : length(each.policy)]...) <= 6144
    error_message = "a policy is longer than AWS takes"
  }

  assert {
    condition     = alltrue([for each in jsondecode(aws_iam_policy.pipeline["apply"].policy).Statement : each.Resource != "*" || can(each.Condition)])
    error_message = "it may do something anywhere"
  }

  assert {
    condition     = alltrue(flatten([for each in jsondecode(aws_iam_policy.pipeline["apply"].policy).Statement : [for action in flatten([each.Action]) : !contains(["*", "iam:*", "s3:*", "secretsmanager:GetSecretValue", "iam:CreatePolicy", "iam:PutRolePermissionsBoundary", "iam:CreateUser"], action)]]))
    error_message = "it may give itself rights"
  }
}

run "apply_makes_roles_of_known_kinds" {
  command = plan

  assert {
    condition = { for each in jsondecode(aws_iam_policy.pipeline["apply-roles"].policy).Statement : each.Sid => each.Action if each.Sid != "MakeRoles" } == {
      AttachKnownPolicies       = ["iam:AttachRolePolicy"]
      PassRoles                 = ["iam:PassRole"]
      LetServicesMakeTheirRoles = ["iam:CreateServiceLinkedRole"]
      KnowIssuers               = ["iam:CreateOpenIDConnectProvider", "iam:DeleteOpenIDConnectProvider", "iam:GetOpenIDConnectProvider", "iam:TagOpenIDConnectProvider", "iam:UntagOpenIDConnectProvider"]
      ReadOwnRights             = ["iam:GetOpenIDConnectProvider", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"]
    }
    error_message = "it may do something else to roles"
  }

  assert {
    condition     = jsondecode(aws_iam_policy.pipeline["apply-roles"].policy).Statement[0].Resource == "arn:aws:iam::111122223333:role/release-ledger-staging-*"
    error_message = "it may make roles of other names"
  }

  assert {
    condition     = [for each in jsondecode(aws_iam_policy.pipeline["apply-roles"].policy).Statement[1].Condition.ArnEquals["iam:PolicyARN"] : each if strcontains(each, "Administrator") || strcontains(each, "PowerUser") || strcontains(each, "FullAccess")] == []
    error_message = "a role may become an administrator"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.pipeline["apply-roles"].role == "release-ledger-staging-apply"
    error_message = "another role gets these rights"
  }
}

run "the_boundary_keeps_what_must_never_be" {
  command = plan

  assert {
    condition     = [for each in jsondecode(aws_iam_policy.boundary.policy).Statement : each.Sid if each.Effect == "Deny"] == ["NeverItsOwnRights", "NeverPeople", "NeverTheStore", "NeverTheStoresKey", "NeverSecretsThemselves"]
    error_message = "a bound is missing"
  }

  assert {
    condition     = contains(jsondecode(aws_iam_policy.boundary.policy).Statement[1].Action, "iam:DeleteRolePermissionsBoundary") && contains(jsondecode(aws_iam_policy.boundary.policy).Statement[1].Resource, "arn:aws:iam::111122223333:role/release-ledger-staging-apply")
    error_message = "a role can take off its boundary"
  }
}
