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

run "refuses_rotation_days_too_often" {
  command = plan

  variables {
    rotation_days = 30
  }

  expect_failures = [var.rotation_days]
}

run "refuses_rotation_days_never" {
  command = plan

  variables {
    rotation_days = 4000
  }

  expect_failures = [var.rotation_days]
}

run "refuses_deletion_days_at_once" {
  command = plan

  variables {
    deletion_days = 1
  }

  expect_failures = [var.deletion_days]
}

run "refuses_deletion_days_too_late" {
  command = plan

  variables {
    deletion_days = 60
  }

  expect_failures = [var.deletion_days]
}

run "refuses_administrators_by_pattern" {
  command = plan

  variables {
    administrators = ["arn:aws:iam::111122223333:role/*"]
  }

  expect_failures = [var.administrators]
}

run "refuses_administrators_everybody" {
  command = plan

  variables {
    administrators = ["*"]
  }

  expect_failures = [var.administrators]
}
