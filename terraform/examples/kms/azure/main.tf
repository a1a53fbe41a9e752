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

module "kms" {
  source = "../../../modules/kms/azure"

  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  administrators = ["11111111-1111-1111-1111-111111111111"]
}

output "data_key_id" {
  description = "Key that encrypts what is stored: database, Redis, images, logs, the store of secrets, disks of nodes."
  value       = module.kms.data_key_id
}
