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

module "cluster" {
  source = "../../../modules/cluster/azure"

  name           = "release-ledger-staging"
  environment    = "staging"
  small          = true
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  data_key_id    = "https://ledger-staging.vault.azure.net/keys/data"
  cluster_key_id = "https://ledger-staging.vault.azure.net/keys/cluster/0123456789abcdef0123456789abcdef"
  vault_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging"
  logs_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.OperationalInsights/workspaces/release-ledger-staging"
  network_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging"
  subnet_ids     = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.Network/virtualNetworks/release-ledger-staging/subnets/nodes"]
  administrators = ["11111111-1111-1111-1111-111111111111"]
}

output "endpoint" {
  description = "URL of the API server."
  value       = module.cluster.endpoint
}
