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

module "network" {
  source = "../../../modules/network/azure"

  name           = "release-ledger-staging"
  environment    = "staging"
  small          = true
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  logs_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.OperationalInsights/workspaces/release-ledger-staging"
}

output "subnet_ids" {
  description = "Private subnets, for nodes."
  value       = module.network.subnet_ids
}
