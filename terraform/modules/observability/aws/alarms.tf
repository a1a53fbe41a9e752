resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.data_key_id
  signature_version = 2
  tags              = local.tags
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SendAlarms"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = ["sns:Publish"]
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

# Each address gets a mail that it has to say yes to.
resource "aws_sns_topic_subscription" "alarms" {
  for_each = toset(var.alarm_emails)

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

locals {
  # A silence is the alarm: what is broken often says nothing at all.
  silences = {
    logs = {
      description = "No log of ${var.name} has arrived for half an hour."
      namespace   = "AWS/Logs"
      metric      = "IncomingLogEvents"
      dimensions  = { LogGroupName = aws_cloudwatch_log_group.cluster.name }
    }
    metrics = {
      description = "No metric of ${var.name} has arrived for half an hour."
      namespace   = "AWS/Usage"
      metric      = "ResourceCount"
      dimensions = {
        Class      = "None"
        Resource   = "IngestionRate"
        ResourceId = aws_prometheus_workspace.this.id
        Service    = "Prometheus"
        Type       = "Resource"
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "silence" {
  for_each = local.silences

  alarm_name          = "${var.name}-no-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 6
  threshold           = 0
  comparison_operator = "LessThanOrEqualToThreshold"
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  tags                = local.tags
}
