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

module "identity" {
  source = "../../../modules/identity/azure"

  name            = "release-ledger-staging"
  environment     = "staging"
  location        = "germanywestcentral"
  resource_group  = "ledger-staging"
  identity_issuer = "https://germanywestcentral.oic.prod-aks.azure.com/a/b/"
  data_key_id     = "https://ledger-staging.vault.azure.net/keys/data"
  vault_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging"
  repository      = "owner/release-ledger"
  state_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-state/providers/Microsoft.Storage/storageAccounts/ledgerstate/blobServices/default/containers/states"
  state_key_id    = "https://ledger-state.vault.azure.net/keys/state"
  workloads = {
    secrets = {
      namespace = "release-ledger-staging"
      account   = "release-ledger-secrets"
      secrets   = ["release-ledger-staging-database", "release-ledger-staging-redis"]
    }
  }
}

output "apply_identity" {
  description = "What a run that applies takes on."
  value       = module.identity.apply_identity
}

output "service_account_annotations" {
  description = "For each of the workloads the annotations that its service account needs."
  value       = module.identity.service_account_annotations
}
