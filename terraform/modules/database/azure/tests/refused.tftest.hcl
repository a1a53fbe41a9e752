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

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name             = "Release_Ledger"
    environment      = "prod"
    tags             = { "a<b" = "" }
    location         = "Germany West Central"
    resource_group   = "/subscriptions/x"
    data_key_id      = "data"
    vault_id         = "vault"
    network_id       = "release-ledger"
    subnet_ids       = []
    allowed_networks = ["0.0.0.0/0"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.data_key_id,
    var.vault_id,
    var.network_id,
    var.subnet_ids,
    var.allowed_networks,
  ]
}

run "refuses_a_size_that_there_is_not" {
  command = plan

  variables {
    postgres_version = "9.6"
    database_name    = "postgres"
    storage_gb       = 1
    max_connections  = 5000
    backup_days      = 3
  }

  expect_failures = [
    var.postgres_version,
    var.database_name,
    var.storage_gb,
    var.max_connections,
    var.backup_days,
  ]
}

run "refuses_more_connections_than_memory" {
  command = plan

  variables {
    small           = true
    max_connections = 500
  }

  expect_failures = [
    azurerm_postgresql_flexible_server.this,
  ]
}

run "refuses_a_subnet_without_rules" {
  command = plan

  override_data {
    target = data.azurerm_subnet.data
    values = { private_endpoint_network_policies = "Disabled" }
  }

  variables {
    small = true
  }

  expect_failures = [
    data.azurerm_subnet.data,
  ]
}
