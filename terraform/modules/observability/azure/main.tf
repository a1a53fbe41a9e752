locals {
  tags = merge({ environment = var.environment, part = "observability" }, var.tags)
}

resource "azurerm_log_analytics_workspace" "this" {
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  sku                 = "PerGB2018"
  retention_in_days   = var.small ? max(30, ceil(var.retention_days / 2)) : var.retention_days
  tags                = local.tags

  # Who writes or reads shows an account: there are no keys that could be passed on.
  local_authentication_enabled = false

  # A loop that logs is stopped at this, not at the end of the month.
  daily_quota_gb = var.small ? 5 : 50
}

resource "azurerm_monitor_workspace" "this" {
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

resource "azurerm_monitor_data_collection_endpoint" "metrics" {
  name                = "${var.name}-metrics"
  description         = "Where Prometheus writes to"
  resource_group_name = var.resource_group
  location            = var.location
  kind                = "Linux"
  tags                = local.tags
}

resource "azurerm_monitor_data_collection_rule" "metrics" {
  name                        = "${var.name}-metrics"
  description                 = "What Prometheus writes goes into the workspace"
  resource_group_name         = var.resource_group
  location                    = var.location
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.metrics.id
  tags                        = local.tags

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "workspace"
      monitor_account_id = azurerm_monitor_workspace.this.id
    }
  }

  data_flow {
    streams      = ["Microsoft-PrometheusMetrics"]
    destinations = ["workspace"]
  }
}
