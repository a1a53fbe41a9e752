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
