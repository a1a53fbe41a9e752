locals {
  tags = merge({ environment = var.environment, part = "state" }, var.tags)

  # Of all accounts and vaults in Azure no two have the same name, and both names are short.
  hash    = substr(sha1("${data.azurerm_client_config.current.subscription_id}/${var.resource_group}/${var.name}/state"), 0, 6)
  account = "${substr(replace(var.name, "-", ""), 0, 13)}state${local.hash}"
}

data "azurerm_client_config" "current" {}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-state"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

# As CKV_AZURE_35, below.
#trivy:ignore:AVD-AZU-0012
resource "azurerm_storage_account" "this" {
  # checkov:skip=CKV_AZURE_33: it has no queue; who read or wrote a state is logged by Azure Monitor
  # checkov:skip=CKV_AZURE_35: runs of the pipeline reach it from GitHub's machines; who may is decided by Entra roles alone
  # checkov:skip=CKV_AZURE_43: the name is made of others, which Checkov does not follow; a test holds it against the rule
  # checkov:skip=CKV_AZURE_206: it is in three zones; a region that is lost takes what the states describe with it
  # checkov:skip=CKV_AZURE_59: as above; nothing in it can be made public
  # checkov:skip=CKV2_AZURE_33: as above
  # checkov:skip=CKV2_AZURE_41: there are no shared keys that a token could be made with
  name                     = local.account
  resource_group_name      = var.resource_group
  location                 = var.location
  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  tags                     = local.tags

  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  public_network_access_enabled     = true
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true

  network_rules {
    default_action = "Allow"
    bypass         = ["AzureServices", "Logging", "Metrics"]
  }

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = var.version_days
    }

    container_delete_retention_policy {
      days = var.version_days
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.this.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }

  depends_on = [azurerm_role_assignment.key]
}

resource "azurerm_storage_container" "this" {
  # checkov:skip=CKV2_AZURE_21: who read or wrote a state is logged by Azure Monitor, below
  name                  = "states"
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

# Versions are kept for their time; the state in use is no version, and stays.
resource "azurerm_storage_management_policy" "this" {
  storage_account_id = azurerm_storage_account.this.id

  rule {
    name    = "versions"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      version {
        delete_after_days_since_creation = var.version_days
      }
    }
  }
}

resource "azurerm_management_lock" "this" {
  for_each = toset([for each in ["keep"] : each if var.deletion_protection])

  name       = each.key
  scope      = azurerm_storage_account.this.id
  lock_level = "CanNotDelete"
  notes      = "Set deletion_protection to false first."
}
