output "logs_id" {
  description = "Store of logs: a log group, a bucket of logs, a workspace. Here the log group's name."
  value       = aws_cloudwatch_log_group.cluster.name
}

output "metrics_id" {
  description = "Store of metrics that Prometheus in the cluster can write to."
  value       = aws_prometheus_workspace.this.id

  depends_on = [aws_prometheus_resource_policy.this]
}

output "metrics_url" {
  description = "URL of Prometheus' remote write."
  value       = "${aws_prometheus_workspace.this.prometheus_endpoint}api/v1/remote_write"
}

output "alarm_id" {
  description = "Channel that alarms are sent to: a topic, a notification channel, an action group. Here the topic's ARN."
  value       = aws_sns_topic.alarms.arn

  depends_on = [aws_sns_topic_policy.alarms]
}
