resource "azurerm_monitor_action_group" "this" {
  name                = "${var.name}-alarms"
  short_name          = substr(replace(var.name, "-", ""), 0, 12)
  resource_group_name = var.resource_group
  tags                = local.tags

  dynamic "email_receiver" {
    for_each = toset(var.alarm_emails)

    content {
      name                    = email_receiver.key
      email_address           = email_receiver.key
      use_common_alert_schema = true
    }
  }
}

# Silence looks like health: these two tell the one from the other.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "logs" {
  name                    = "${var.name}-no-logs"
  display_name            = "${var.name}: no logs"
  description             = "Logs do not arrive. See whether nodes are there, then whether ama-logs runs in kube-system."
  resource_group_name     = var.resource_group
  location                = var.location
  scopes                  = [azurerm_log_analytics_workspace.this.id]
  severity                = 1
  evaluation_frequency    = "PT5M"
  window_duration         = "PT15M"
  auto_mitigation_enabled = true
  tags                    = local.tags

  # There may be no such table yet.
  skip_query_validation = true

  criteria {
    query                   = "ContainerLogV2"
    time_aggregation_method = "Count"
    operator                = "LessThan"
    threshold               = 1
  }

  action {
    action_groups = [azurerm_monitor_action_group.this.id]
  }
}

resource "azurerm_monitor_alert_prometheus_rule_group" "metrics" {
  name                = "${var.name}-no-metrics"
  description         = "Whether metrics arrive"
  resource_group_name = var.resource_group
  location            = var.location
  scopes              = [azurerm_monitor_workspace.this.id]
  interval            = "PT1M"
  rule_group_enabled  = true
  tags                = local.tags

  rule {
    alert      = "NoMetrics"
    expression = "absent_over_time(up[15m])"
    severity   = 1

    annotations = {
      summary = "Metrics do not arrive. See whether Prometheus runs in monitoring, and what it says of remote write."
    }

    action {
      action_group_id = azurerm_monitor_action_group.this.id
    }

    alert_resolution {
      auto_resolved   = true
      time_to_resolve = "PT10M"
    }
  }
}
