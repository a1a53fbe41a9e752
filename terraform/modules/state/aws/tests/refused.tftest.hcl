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

run "refuses_version_days_too_short" {
  command = plan

  variables {
    version_days = 1
  }

  expect_failures = [var.version_days]
}

run "refuses_version_days_of_parts" {
  command = plan

  variables {
    version_days = 7.5
  }

  expect_failures = [var.version_days]
}
