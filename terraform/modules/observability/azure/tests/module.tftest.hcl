mock_provider "azurerm" {
  mock_resource "azurerm_monitor_data_collection_endpoint" {
    defaults = {
      metrics_ingestion_endpoint = "https://metrics.example"
    }
  }

  mock_resource "azurerm_monitor_data_collection_rule" {
    defaults = {
      immutable_id = "dcr-1"
    }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  data_key_id    = "https://ledger-staging.vault.azure.net/keys/data"
  alarm_emails   = ["on-call@ledger.example"]
}

run "keeps_logs_for_a_known_time" {
  command = plan

  assert {
    condition     = azurerm_log_analytics_workspace.this.retention_in_days == 90 && !azurerm_log_analytics_workspace.this.local_authentication_enabled && azurerm_log_analytics_workspace.this.daily_quota_gb == 50
    error_message = "Logs end at another time, are read with a key, or cost without end."
  }
}

run "tells_of_silence" {
  command = plan

  assert {
    condition     = azurerm_monitor_scheduled_query_rules_alert_v2.logs.criteria[0].operator == "LessThan" && azurerm_monitor_scheduled_query_rules_alert_v2.logs.window_duration == "PT15M"
    error_message = "Nobody is told when logs do not arrive."
  }

  assert {
    condition     = azurerm_monitor_alert_prometheus_rule_group.metrics.rule[0].expression == "absent_over_time(up[15m])"
    error_message = "Nobody is told when metrics do not arrive."
  }

  assert {
    condition     = [for each in azurerm_monitor_action_group.this.email_receiver : each.email_address] == ["on-call@ledger.example"]
    error_message = "The address is not told."
  }
}

run "takes_metrics_of_prometheus" {
  command = apply

  assert {
    condition     = output.metrics_url == "https://metrics.example/dataCollectionRules/dcr-1/streams/Microsoft-PrometheusMetrics/api/v1/write?api-version=2023-04-24"
    error_message = "Prometheus would write elsewhere."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = azurerm_log_analytics_workspace.this.retention_in_days == 45 && azurerm_log_analytics_workspace.this.daily_quota_gb == 5
    error_message = "The cheap profile keeps as much."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { "a<b" = "" }
    location       = "Germany West Central"
    resource_group = "/subscriptions/x"
    data_key_id    = "data"
    retention_days = 7
    alarm_emails   = ["on-call"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.data_key_id,
    var.retention_days,
    var.alarm_emails,
  ]
}
