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
  name        = "release-ledger-staging"
  environment = "staging"
}

run "states_are_never_public" {
  command = plan

  assert {
    condition     = alltrue([for each in aws_s3_bucket_public_access_block.this : each.block_public_acls && each.block_public_policy && each.ignore_public_acls && each.restrict_public_buckets])
    error_message = "a bucket can be made public"
  }

  assert {
    condition     = alltrue([for each in aws_s3_bucket_ownership_controls.this : each.rule[0].object_ownership == "BucketOwnerEnforced"])
    error_message = "access lists are on"
  }

  assert {
    condition     = alltrue([for each in aws_s3_bucket_versioning.this : each.versioning_configuration[0].status == "Enabled"])
    error_message = "a state that was replaced is gone"
  }

  assert {
    condition     = alltrue([for each in aws_s3_bucket.this : !each.force_destroy])
    error_message = "a bucket with states in it can be deleted"
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation
    error_message = "the key does not rotate"
  }
}

run "states_are_encrypted_by_the_own_key" {
  assert {
    condition     = alltrue(flatten([for each in aws_s3_bucket_server_side_encryption_configuration.this : [for rule in each.rule : [for by in rule.apply_server_side_encryption_by_default : by.sse_algorithm == "aws:kms" && by.kms_master_key_id == aws_kms_key.this.arn]]]))
    error_message = "another key encrypts"
  }

  assert {
    condition     = [for each in jsondecode(aws_s3_bucket_policy.this["states"].policy).Statement : each.Sid] == ["RefuseWithoutTls", "RefuseOtherKeys", "RefuseOtherEncryption"]
    error_message = "a request without TLS or with another key is answered"
  }

  assert {
    condition     = alltrue(flatten([for policy in aws_s3_bucket_policy.this : [for each in jsondecode(policy.policy).Statement : each.Effect == "Deny" || can(each.Condition)]]))
    error_message = "somebody is let in without a condition"
  }

  assert {
    condition     = output.backend.use_lockfile && output.backend.encrypt && output.backend.kms_key_id == aws_kms_key.this.arn
    error_message = "the backend is told of no lock or no key"
  }

  assert {
    condition     = output.state_id == aws_s3_bucket.this["states"].arn
    error_message = "rights are given to something else"
  }
}

run "without_protection_it_can_be_deleted" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = alltrue([for each in aws_s3_bucket.this : each.force_destroy])
    error_message = "a bucket refuses"
  }
}
