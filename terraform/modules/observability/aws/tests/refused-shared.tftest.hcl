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

  mock_resource "aws_prometheus_workspace" {
    defaults = { arn = "arn:aws:aps:eu-central-1:111122223333:workspace/ws-1", prometheus_endpoint = "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:111122223333:alarms" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:metrics" }
  }
}

variables {
  name         = "release-ledger-staging"
  environment  = "staging"
  data_key_id  = "arn:aws:kms:eu-central-1:111122223333:key/data"
  alarm_emails = ["on-call@ledger.example"]
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

run "refuses_data_key_id_by_alias" {
  command = plan

  variables {
    data_key_id = "alias/data"
  }

  expect_failures = [var.data_key_id]
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
