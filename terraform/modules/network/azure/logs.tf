data "azurerm_client_config" "current" {}

locals {
  # Of all accounts in Azure no two have the same name, and it has 24 characters at most.
  hash  = substr(sha1("${data.azurerm_client_config.current.subscription_id}/${var.resource_group}/${var.name}"), 0, 6)
  store = "${substr(replace(var.name, "-", ""), 0, 14)}flow${local.hash}"
  days  = var.small ? ceil(var.retention_days / 2) : var.retention_days
}

# Flow logs are written here first, and to the workspace from here.
resource "azurerm_storage_account" "flows" {
  # checkov:skip=CKV_AZURE_33: it has no queue
  # checkov:skip=CKV_AZURE_43: the name is made of others, which Checkov does not follow; a test holds it against the rule
  # checkov:skip=CKV_AZURE_206: a log that is lost with its zone is in the workspace, too
  # checkov:skip=CKV2_AZURE_1: it is made before there is a key; addresses are all that is in it
  # checkov:skip=CKV2_AZURE_33: only the service that writes flow logs has to reach it
  # checkov:skip=CKV2_AZURE_41: there are no shared keys that a token could be made with
  name                     = local.store
  resource_group_name      = var.resource_group
  location                 = var.location
  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = "LRS"
  tags                     = local.tags

  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  public_network_access_enabled     = false
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  blob_properties {
    delete_retention_policy {
      days = 7
    }
  }
}

# As CKV_AZURE_12, below.
#trivy:ignore:AVD-AZU-0049
resource "azurerm_network_watcher_flow_log" "this" {
  # checkov:skip=CKV_AZURE_12: retention_days decides; the cheap profile keeps half
  name                 = "${var.name}-flows"
  location             = var.location
  network_watcher_name = "NetworkWatcher_${var.location}"
  resource_group_name  = "NetworkWatcherRG"
  target_resource_id   = azurerm_virtual_network.this.id
  storage_account_id   = azurerm_storage_account.flows.id
  enabled              = true
  version              = 2
  tags                 = local.tags

  retention_policy {
    enabled = true
    days    = local.days
  }

  traffic_analytics {
    enabled               = true
    workspace_id          = data.azurerm_log_analytics_workspace.this.workspace_id
    workspace_region      = data.azurerm_log_analytics_workspace.this.location
    workspace_resource_id = var.logs_id
    # Ten minutes cost six times as much as an hour.
    interval_in_minutes = var.small ? 60 : 10
  }
}

data "azurerm_log_analytics_workspace" "this" {
  name                = split("/", var.logs_id)[8]
  resource_group_name = split("/", var.logs_id)[4]
}
