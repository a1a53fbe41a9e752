terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "5.10.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "3.9.1"
    }
  }
}

provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  storage_use_azuread = true

  features {}
}

module "database" {
  source = "../../../modules/database/azure"

  name             = "release-ledger-staging"
  environment      = "staging"
  small            = true
  location         = "germanywestcentral"
  resource_group   = "ledger-staging"
  data_key_id      = "https://ledger-staging.vault.azure.net/keys/data"
  vault_id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging"
  network_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging"
  subnet_ids       = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging/subnets/data"]
  allowed_networks = ["10.20.0.0/20"]
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with DATABASE_URL."
  value       = module.database.secret
}
