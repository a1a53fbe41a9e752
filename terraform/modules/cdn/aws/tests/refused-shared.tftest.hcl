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

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:111122223333:certificate/abc"
      domain_validation_options = [{
        domain_name           = "static.ledger.example"
        resource_record_name  = "_abc.static.ledger.example."
        resource_record_type  = "CNAME"
        resource_record_value = "_def.acm-validations.aws."
      }]
    }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  domain      = "static.ledger.example"
  origin      = "ledger.example"
  zone_id     = "Z0ABC"
}

run "refuses_name_upper_case" {
  command = plan

  variables {
    name = "Release-Ledger"
  }

  expect_failures = [var.name]
}

run "refuses_name_too_long" {
  command = plan

  variables {
    name = "release-ledger-staging-for-europe"
  }

  expect_failures = [var.name]
}

run "refuses_name_two_hyphens" {
  command = plan

  variables {
    name = "release--ledger"
  }

  expect_failures = [var.name]
}

run "refuses_environment_unknown" {
  command = plan

  variables {
    environment = "test"
  }

  expect_failures = [var.environment]
}

run "refuses_tags_of_aws" {
  command = plan

  variables {
    tags = { "aws:owner" = "x" }
  }

  expect_failures = [var.tags]
}

run "refuses_retention_days_of_none" {
  command = plan

  variables {
    retention_days = 0
  }

  expect_failures = [var.retention_days]
}

run "refuses_retention_days_of_parts" {
  command = plan

  variables {
    retention_days = 1.5
  }

  expect_failures = [var.retention_days]
}
