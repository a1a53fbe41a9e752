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
  data_key_id = "arn:aws:kms:eu-central-1:111122223333:key/data"
  readers     = ["arn:aws:iam::111122223333:role/node"]
  writers     = ["arn:aws:iam::111122223333:role/publish"]
}

run "refuses_repository_upper_case" {
  command = plan

  variables {
    repository = "Release-Ledger"
  }

  expect_failures = [var.repository]
}

run "refuses_repository_two_dots" {
  command = plan

  variables {
    repository = "a..b"
  }

  expect_failures = [var.repository]
}

run "refuses_readers_everybody" {
  command = plan

  variables {
    readers = ["*"]
  }

  expect_failures = [var.readers]
}

run "refuses_writers_everybody" {
  command = plan

  variables {
    writers = ["*"]
  }

  expect_failures = [var.writers]
}

run "refuses_untagged_days_at_once" {
  command = plan

  variables {
    untagged_days = 0
  }

  expect_failures = [var.untagged_days]
}
