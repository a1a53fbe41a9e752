locals {
  tags = merge({ environment = var.environment, part = "redis" }, var.tags)

  # Of all servers in Azure no two have the same name.
  hash = substr(sha1("${data.azurerm_client_config.current.subscription_id}/${var.resource_group}/${var.name}"), 0, 6)

  memory = var.small ? var.memory_gb / 2 : var.memory_gb
  sizes  = { B0 = 0.5, B1 = 1, B3 = 3, B5 = 6, B10 = 12, B20 = 24, B50 = 60, B100 = 120 }
  fitting = {
    for key, size in local.sizes : format("%04d", size * 10) => key if size >= local.memory
  }
  size = values(local.fitting)[0]
}

data "azurerm_client_config" "current" {}

# Redis wants to be told which version of the key it takes.
data "azurerm_key_vault_key" "data" {
  name         = split("/", var.data_key_id)[4]
  key_vault_id = var.vault_id
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-redis"
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

# Azure Cache for Redis is the older one, and ends in 2028.
resource "azurerm_managed_redis" "this" {
  name                = "${var.name}-${local.hash}"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags

  sku_name                  = "Balanced_${local.size}"
  high_availability_enabled = !var.small
  public_network_access     = "Disabled"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  customer_managed_key {
    key_vault_key_id          = data.azurerm_key_vault_key.data.id
    user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }

  default_database {
    client_protocol = "Encrypted"

    # The service has a URL with a password, and a client that knows one server.
    access_keys_authentication_enabled = true
    clustering_policy                  = "EnterpriseCluster"

    # Sessions and locks have an end; when memory is short, what ends soonest goes first.
    eviction_policy = "VolatileTTL"

    persistence_redis_database_backup_frequency = var.small ? null : "6h"
  }

  depends_on = [azurerm_role_assignment.key]
}
