mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }

  mock_data "azurerm_key_vault" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-state/providers/Microsoft.KeyVault/vaults/ledger-state"
    }
  }

  mock_resource "azurerm_user_assigned_identity" {
    defaults = {
      id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.ManagedIdentity/userAssignedIdentities/x"
      client_id    = "11111111-1111-1111-1111-111111111111"
      principal_id = "22222222-2222-2222-2222-222222222222"
      tenant_id    = "00000000-0000-0000-0000-00000000000a"
    }
  }
}

variables {
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

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name            = "Release_Ledger"
    environment     = "prod"
    tags            = { "a<b" = "" }
    location        = "Germany West Central"
    resource_group  = "/subscriptions/x"
    identity_issuer = "issuer"
    data_key_id     = "data"
    vault_id        = "vault"
    repository      = "release-ledger"
    branch          = "*"
    state_id        = "states"
    state_key_id    = "state"
    workloads       = { all = { namespace = "a", account = "default", secrets = ["*"] } }
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.identity_issuer,
    var.data_key_id,
    var.vault_id,
    var.repository,
    var.branch,
    var.state_id,
    var.state_key_id,
    var.workloads,
  ]
}

run "refuses_any_repository_of_an_owner" {
  command = plan

  variables {
    repository = "owner/*"
  }

  expect_failures = [
    var.repository,
  ]
}

run "refuses_a_workload_that_takes_the_pipelines_name" {
  command = plan

  variables {
    workloads = { plan = { namespace = "a", account = "b", secrets = [] } }
  }

  expect_failures = [
    azurerm_user_assigned_identity.workloads["plan"],
  ]
}
