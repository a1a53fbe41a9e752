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

run "what_is_kept_is_encrypted_and_ends" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.cluster.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data" && aws_cloudwatch_log_group.metrics.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data" && aws_prometheus_workspace.this.kms_key_arn == "arn:aws:kms:eu-central-1:111122223333:key/data" && aws_sns_topic.alarms.kms_master_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data"
    error_message = "something is plain"
  }

  assert {
    condition     = aws_cloudwatch_log_group.cluster.retention_in_days == 90 && aws_prometheus_workspace_configuration.this.retention_period_in_days == 90
    error_message = "something is kept for another time"
  }
}

run "a_silence_is_an_alarm" {
  command = plan

  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.silence)) == toset(["logs", "metrics"]) && alltrue([for each in aws_cloudwatch_metric_alarm.silence : each.treat_missing_data == "breaching"])
    error_message = "a silence is taken for peace"
  }

  assert {
    condition     = keys(aws_sns_topic_subscription.alarms) == ["on-call@ledger.example"]
    error_message = "somebody else is told"
  }
}

run "only_prometheus_writes_metrics" {
  assert {
    condition     = jsondecode(aws_prometheus_resource_policy.this.policy_document).Statement[0].Action == ["aps:RemoteWrite"]
    error_message = "others may do something else"
  }

  assert {
    condition     = jsondecode(aws_prometheus_resource_policy.this.policy_document).Statement[0].Condition.ArnEquals["aws:PrincipalArn"] == "arn:aws:iam::111122223333:role/release-ledger-staging-prometheus"
    error_message = "others may write"
  }

  assert {
    condition     = jsondecode(aws_sns_topic_policy.alarms.policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "other accounts may send alarms"
  }

  assert {
    condition     = output.metrics_url == "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write" && output.logs_id == "/release-ledger-staging/cluster"
    error_message = "the outputs are others"
  }
}

run "the_cheap_profile_keeps_half_as_long" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = aws_cloudwatch_log_group.cluster.retention_in_days == 60 && aws_prometheus_workspace_configuration.this.retention_period_in_days == 45
    error_message = "it keeps as long"
  }
}
