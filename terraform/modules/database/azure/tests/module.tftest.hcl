mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }

  mock_resource "azurerm_postgresql_flexible_server" {
    defaults = {
      fqdn = "release-ledger.postgres.database.azure.com"
      id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.DBforPostgreSQL/flexibleServers/release-ledger"
    }
  }

  mock_data "azurerm_subnet" {
    defaults = {
      network_security_group_id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/networkSecurityGroups/release-ledger-staging-data"
      private_endpoint_network_policies = "Enabled"
    }
  }

  mock_resource "azurerm_private_endpoint" {
    defaults = {
      private_service_connection = { private_ip_address = "10.20.32.4" }
    }
  }
}

mock_provider "random" {}

variables {
  name             = "release-ledger-staging"
  environment      = "staging"
  location         = "germanywestcentral"
  resource_group   = "ledger-staging"
  data_key_id      = "https://ledger-staging.vault.azure.net/keys/data"
  vault_id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging"
  network_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging"
  subnet_ids       = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging/subnets/data"]
  allowed_networks = ["10.20.0.0/20"]
}

run "is_private_and_encrypted" {
  command = plan

  assert {
    condition     = !azurerm_postgresql_flexible_server.this.public_network_access_enabled && azurerm_private_endpoint.this.subnet_id == var.subnet_ids[0]
    error_message = "The database has a public address."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.customer_managed_key[0].key_vault_key_id == var.data_key_id
    error_message = "The disk is not encrypted with the key of part kms."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server_configuration.this["require_secure_transport"].value == "on"
    error_message = "Connections without TLS are taken."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server_configuration.this["max_connections"].value == "100"
    error_message = "It takes another number of connections."
  }
}

run "survives_a_zone_and_a_mistake" {
  command = plan

  assert {
    condition     = azurerm_postgresql_flexible_server.this.high_availability[0].mode == "ZoneRedundant" && azurerm_postgresql_flexible_server.this.backup_retention_days == 14
    error_message = "No second machine stands by, or backups end early."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.sku_name == "GP_Standard_D2ds_v5" && azurerm_postgresql_flexible_server.this.storage_mb == 32768 && azurerm_postgresql_flexible_server.this.auto_grow_enabled
    error_message = "It is another machine."
  }

  assert {
    condition     = azurerm_management_lock.this["keep"].lock_level == "CanNotDelete"
    error_message = "It can be deleted."
  }
}

run "takes_the_next_larger_disk" {
  command = plan

  variables {
    storage_gb = 100
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.storage_mb == 131072
    error_message = "Azure refuses this size."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this.sku_name == "B_Standard_B2s" && length(azurerm_postgresql_flexible_server.this.high_availability) == 0 && azurerm_postgresql_flexible_server.this.backup_retention_days == 7
    error_message = "The cheap profile is not cheap."
  }
}

run "lets_in_nodes_and_pods_only" {
  command = apply

  assert {
    condition     = azurerm_network_security_rule.clients.source_address_prefixes == toset(["10.20.0.0/20"]) && azurerm_network_security_rule.clients.destination_port_range == "5432"
    error_message = "Others can call the database."
  }

  assert {
    condition     = azurerm_network_security_rule.clients.destination_address_prefixes == toset(["10.20.32.4/32"])
    error_message = "The rule is about another address."
  }
}

run "tells_where_the_url_is" {
  command = apply

  assert {
    condition     = output.secret == "release-ledger-staging-database" && output.host == "release-ledger.postgres.database.azure.com" && output.port == 5432 && output.name == "ledger"
    error_message = "Outputs do not name what was made."
  }

  assert {
    condition     = azurerm_key_vault_secret.database.value == null && azurerm_key_vault_secret.password.value == null
    error_message = "A password is in the state."
  }
}
