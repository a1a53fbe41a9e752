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
  name                    = "release-ledger-staging"
  environment             = "staging"
  zone                    = "staging.ledger.example"
  certificate_authorities = ["amazon.com", "letsencrypt.org"]
}

run "few_may_issue_certificates" {
  command = plan

  assert {
    condition     = aws_route53_record.caa.records == toset(["0 issue \"amazon.com\"", "0 issue \"letsencrypt.org\"", "0 issuewild \";\""])
    error_message = "others may issue certificates, or for all names"
  }
}

run "the_zone_is_signed" {
  command = plan

  assert {
    condition     = aws_kms_key.signing.customer_master_key_spec == "ECC_NIST_P256" && aws_kms_key.signing.key_usage == "SIGN_VERIFY" && aws_kms_key.signing.region == "us-east-1"
    error_message = "Route 53 cannot sign with the key"
  }

  assert {
    condition     = [for each in jsondecode(aws_kms_key.signing.policy).Statement : each.Sid] == ["Administer", "Sign", "GrantToSign"]
    error_message = "others may sign"
  }

  assert {
    condition     = !contains(jsondecode(aws_kms_key.signing.policy).Statement[0].Action, "kms:Sign")
    error_message = "administrators may sign"
  }
}

run "questions_are_logged_and_the_log_encrypted" {
  assert {
    condition     = aws_cloudwatch_log_group.this.region == "us-east-1" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "Route 53 cannot write the log"
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == aws_kms_key.logs.arn && aws_kms_key.logs.enable_key_rotation
    error_message = "the log is plain"
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_log_resource_policy.this.policy_document).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "other accounts may write the log"
  }
}
