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

module "state" {
  source = "../../../modules/state/azure"

  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
}

output "state_id" {
  description = "The store as rights are given to it: a bucket's ARN, a bucket's name, a container's id."
  value       = module.state.state_id
}

output "key_id" {
  description = "Key that states are encrypted with."
  value       = module.state.key_id
}

output "backend" {
  description = "Arguments of the backend block, but for the state's own name in the store. In azure that is key; the store locks by itself."
  value       = module.state.backend
}
