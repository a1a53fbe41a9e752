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

run "wants_tls_and_a_password" {
  command = plan

  assert {
    condition     = azurerm_managed_redis.this.default_database[0].client_protocol == "Encrypted" && azurerm_managed_redis.this.public_network_access == "Disabled"
    error_message = "It answers without TLS, or everybody."
  }

  assert {
    condition     = azurerm_managed_redis.this.customer_managed_key[0].key_vault_key_id == "https://ledger-staging.vault.azure.net/keys/data/0123456789abcdef"
    error_message = "It is not encrypted with the key of part kms."
  }
}

run "survives_a_zone" {
  command = plan

  assert {
    condition     = azurerm_managed_redis.this.sku_name == "Balanced_B3" && azurerm_managed_redis.this.high_availability_enabled && azurerm_managed_redis.this.default_database[0].persistence_redis_database_backup_frequency == "6h"
    error_message = "It is another machine, or what it held is lost with it."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = azurerm_managed_redis.this.sku_name == "Balanced_B1" && !azurerm_managed_redis.this.high_availability_enabled
    error_message = "The cheap profile is not cheap."
  }
}

run "takes_the_next_larger_size" {
  command = plan

  variables {
    memory_gb = 13
  }

  assert {
    condition     = azurerm_managed_redis.this.sku_name == "Balanced_B20"
    error_message = "Azure has no such size."
  }
}

run "lets_in_nodes_and_pods_only" {
  command = apply

  assert {
    condition     = azurerm_network_security_rule.clients.source_address_prefixes == toset(["10.20.0.0/20"]) && azurerm_network_security_rule.clients.destination_address_prefixes == toset(["10.20.32.5/32"])
    error_message = "Others can call Redis."
  }

  assert {
    condition     = azurerm_network_security_rule.clients.priority == 210
    error_message = "The rule has the number of the database's."
  }
}

run "tells_where_the_url_is" {
  command = apply

  assert {
    condition     = output.secret == "release-ledger-staging-redis" && output.port == 10000
    error_message = "Outputs do not name what was made."
  }

  assert {
    condition     = local.url == "rediss://:made%2Bup%3D@release-ledger.germanywestcentral.redis.azure.net:10000/0"
    error_message = "The URL is another."
  }

  assert {
    condition     = azurerm_key_vault_secret.this.value == null
    error_message = "The URL is in the state once more."
  }
}
