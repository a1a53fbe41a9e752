# Its own workspace: the store is made before all others, and outlives them.
resource "azurerm_log_analytics_workspace" "this" {
  name                         = "${var.name}-state"
  resource_group_name          = var.resource_group
  location                     = var.location
  sku                          = "PerGB2018"
  retention_in_days            = 90
  local_authentication_enabled = false
  tags                         = local.tags
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "audit"
  target_resource_id         = "${azurerm_storage_account.this.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  enabled_log {
    category = "StorageRead"
  }

  enabled_log {
    category = "StorageWrite"
  }

  enabled_log {
    category = "StorageDelete"
  }
}
