locals {
  tags = merge({ environment = var.environment, part = "database" }, var.tags)

  # Of all servers in Azure no two have the same name.
  hash   = substr(sha1("${data.azurerm_client_config.current.subscription_id}/${var.resource_group}/${var.name}"), 0, 6)
  server = "${var.name}-${local.hash}"

  days  = var.small ? max(7, ceil(var.backup_days / 2)) : var.backup_days
  sizes = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384]
  disk  = [for each in local.sizes : each if each >= var.storage_gb][0]
}

data "azurerm_client_config" "current" {}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-database"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

resource "azurerm_role_assignment" "key" {
  scope                = var.vault_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_postgresql_flexible_server" "this" {
  # checkov:skip=CKV_AZURE_136: with a key of ours a copy in another region wants a key there; backups are in three zones here
  name                = local.server
  resource_group_name = var.resource_group
  location            = var.location
  version             = var.postgres_version
  tags                = local.tags

  sku_name          = var.small ? "B_Standard_B2s" : "GP_Standard_D2ds_v5"
  storage_mb        = local.disk * 1024
  auto_grow_enabled = true

  backup_retention_days         = local.days
  geo_redundant_backup_enabled  = false
  public_network_access_enabled = false

  administrator_login               = local.user
  administrator_password_wo         = ephemeral.azurerm_key_vault_secret.password.value
  administrator_password_wo_version = random_integer.password.result

  # People sign in with their own account; the service has a password.
  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = true
    tenant_id                     = data.azurerm_client_config.current.tenant_id
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  customer_managed_key {
    key_vault_key_id                  = var.data_key_id
    primary_user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }

  dynamic "high_availability" {
    for_each = var.small ? [] : ["ZoneRedundant"]

    content {
      mode = high_availability.value
    }
  }

  maintenance_window {
    day_of_week  = 0
    start_hour   = 3
    start_minute = 0
  }

  depends_on = [azurerm_role_assignment.key]

  lifecycle {
    precondition {
      condition     = !var.small || var.max_connections <= 400
      error_message = "The cheap profile has memory for 400 connections: lower max_connections, or take the other profile."
    }

    # After a failover it is in the other zone, and the disk grows by itself.
    ignore_changes = [zone, high_availability[0].standby_availability_zone, storage_mb]
  }
}

resource "azurerm_postgresql_flexible_server_database" "this" {
  name      = var.database_name
  server_id = azurerm_postgresql_flexible_server.this.id
  charset   = "UTF8"
  collation = "en_US.utf8"
}

# Whoever may not take locks away, such as the identity apply, cannot delete the server.
resource "azurerm_management_lock" "this" {
  for_each = toset([for each in ["keep"] : each if var.deletion_protection])

  name       = each.key
  scope      = azurerm_postgresql_flexible_server.this.id
  lock_level = "CanNotDelete"
  notes      = "Set deletion_protection to false first."
}
