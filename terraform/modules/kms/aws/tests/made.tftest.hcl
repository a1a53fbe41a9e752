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
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  administrators = ["arn:aws:iam::111122223333:role/keys"]
}

run "keys_rotate_and_can_be_brought_back" {
  command = plan

  assert {
    condition     = alltrue([for key in aws_kms_key.this : key.enable_key_rotation && key.rotation_period_in_days == 365])
    error_message = "a key does not rotate each year"
  }

  assert {
    condition     = alltrue([for key in aws_kms_key.this : key.deletion_window_in_days == 30])
    error_message = "a key is gone before anybody notices"
  }

  assert {
    condition     = toset(keys(aws_kms_key.this)) == toset(["cluster", "data"])
    error_message = "there are other keys than one for the cluster and one for data"
  }
}

run "policies_name_who_may" {
  command = plan

  assert {
    condition     = alltrue(flatten([for key in aws_kms_key.this : [for each in jsondecode(key.policy).Statement : !contains(flatten([each.Action]), "kms:*")]]))
    error_message = "a policy allows everything"
  }

  assert {
    condition     = alltrue(flatten([for key in aws_kms_key.this : [for each in jsondecode(key.policy).Statement : try(each.Principal.AWS, "") != "*"]]))
    error_message = "a policy lets in everybody"
  }

  assert {
    condition     = jsondecode(aws_kms_key.this["data"].policy).Statement[0].Principal.AWS == ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/keys"]
    error_message = "the administrators are others"
  }

  assert {
    condition     = alltrue(flatten([for key in aws_kms_key.this : [for action in ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"] : !contains(jsondecode(key.policy).Statement[0].Action, action)]]))
    error_message = "administrators may use a key"
  }

  assert {
    condition     = alltrue(flatten([for key in aws_kms_key.this : [for each in slice(jsondecode(key.policy).Statement, 1, length(jsondecode(key.policy).Statement)) : can(each.Condition)]]))
    error_message = "somebody may use a key without a condition"
  }

  assert {
    condition     = jsondecode(aws_kms_key.this["cluster"].policy).Statement[1].Condition.ArnEquals["aws:PrincipalArn"] == "arn:aws:iam::111122223333:role/release-ledger-staging-cluster"
    error_message = "another role than the control plane opens Secrets"
  }
}

run "keys_are_told_by_arn" {
  assert {
    condition     = output.cluster_key_id == aws_kms_key.this["cluster"].arn && output.data_key_id == aws_kms_key.this["data"].arn
    error_message = "the outputs are not the ARNs"
  }
}
