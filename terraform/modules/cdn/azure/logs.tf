# Kept apart from what programs say, and for its own time.
resource "azurerm_log_analytics_workspace" "requests" {
  name                         = "${var.name}-cdn"
  resource_group_name          = var.resource_group
  location                     = var.location
  sku                          = "PerGB2018"
  retention_in_days            = var.small ? max(30, ceil(var.retention_days / 2)) : var.retention_days
  daily_quota_gb               = var.small ? 1 : 10
  local_authentication_enabled = false
  tags                         = local.tags
}

resource "azurerm_monitor_diagnostic_setting" "requests" {
  name                       = "requests"
  target_resource_id         = azurerm_cdn_frontdoor_profile.this.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.requests.id

  enabled_log {
    category = "FrontDoorAccessLog"
  }

  enabled_log {
    category = "FrontDoorWebApplicationFirewallLog"
  }
}
