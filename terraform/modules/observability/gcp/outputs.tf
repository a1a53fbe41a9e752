output "logs_id" {
  description = "Store of logs: a log group, a bucket of logs, a workspace."
  value       = google_logging_project_bucket_config.this.id
}

output "metrics_id" {
  description = "Store of metrics that Prometheus in the cluster can write to. In gcp each project has one."
  value       = "projects/${var.project}/location/global/prometheus"

  depends_on = [google_project_service.this]
}

output "metrics_url" {
  description = "URL of Prometheus' remote write."
  value       = "https://monitoring.googleapis.com/v1/projects/${var.project}/location/global/prometheus/api/v1/write"

  depends_on = [google_project_service.this]
}

output "alarm_id" {
  description = "Channel that alarms are sent to: a topic, a notification channel, an action group."
  value       = google_monitoring_notification_channel.topic.id
}
