mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }

  mock_resource "azurerm_managed_redis" {
    defaults = {
      hostname         = "release-ledger.germanywestcentral.redis.azure.net"
      id               = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Cache/redisEnterprise/release-ledger"
      default_database = { port = 10000, primary_access_key = "made+up=" }
    }
  }

  mock_data "azurerm_subnet" {
    defaults = {
      network_security_group_id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/networkSecurityGroups/release-ledger-staging-data"
      private_endpoint_network_policies = "Enabled"
    }
  }

  mock_data "azurerm_key_vault_key" {
    defaults = {
      id = "https://ledger-staging.vault.azure.net/keys/data/0123456789abcdef"
    }
  }

  mock_resource "azurerm_private_endpoint" {
    defaults = {
      private_service_connection = { private_ip_address = "10.20.32.5" }
    }
  }
}

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
    subnet_ids       = ["a", "b"]
    allowed_networks = []
    redis_version    = "6"
    memory_gb        = 0
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
    var.redis_version,
    var.memory_gb,
  ]
}
