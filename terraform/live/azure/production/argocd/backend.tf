# The store that examples/state/azure makes; its outputs say what stands here. It locks by
# itself, and seals with a key of its own.
terraform {
  backend "azurerm" {
    subscription_id      = "00000000-0000-4000-8000-000000000002"
    resource_group_name  = "release-ledger-production-state"
    storage_account_name = "releaseledgerstate000002"
    container_name       = "states"
    key                  = "production/argocd.tfstate"
    use_azuread_auth     = true
  }
}
