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

run "refuses_alarm_emails_no_address" {
  command = plan

  variables {
    alarm_emails = ["on-call"]
  }

  expect_failures = [var.alarm_emails]
}
