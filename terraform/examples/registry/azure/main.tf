terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "5.10.0"
    }
  }
}

provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  storage_use_azuread = true

  features {}
}

module "registry" {
  source = "../../../modules/registry/azure"

  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  data_key_id    = "https://ledger-staging.vault.azure.net/keys/data"
  readers        = ["11111111-1111-1111-1111-111111111111"]
  writers        = ["22222222-2222-2222-2222-222222222222"]
}

output "url" {
  description = "Where images are pushed to and pulled from, host and path without a tag."
  value       = module.registry.url
}
