output "logs_id" {
  description = "Store of logs: a log group, a bucket of logs, a workspace."
  value       = azurerm_log_analytics_workspace.this.id
}

output "metrics_id" {
  description = "Store of metrics that Prometheus in the cluster can write to. In azure the rule that it needs the right to publish to."
  value       = azurerm_monitor_data_collection_rule.metrics.id
}

output "metrics_url" {
  description = "URL of Prometheus' remote write."
  value = join("", [
    azurerm_monitor_data_collection_endpoint.metrics.metrics_ingestion_endpoint,
    "/dataCollectionRules/", azurerm_monitor_data_collection_rule.metrics.immutable_id,
    "/streams/Microsoft-PrometheusMetrics/api/v1/write?api-version=2023-04-24",
  ])
}

output "alarm_id" {
  description = "Channel that alarms are sent to: a topic, a notification channel, an action group."
  value       = azurerm_monitor_action_group.this.id
}
