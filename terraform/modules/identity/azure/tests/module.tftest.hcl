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

run "compares_whole_subjects" {
  command = plan

  assert {
    condition = { for key, each in azurerm_federated_identity_credential.pipeline : key => each.subject } == {
      apply-environment = "repo:owner/release-ledger:environment:staging"
      plan-branch       = "repo:owner/release-ledger:ref:refs/heads/main"
      plan-pull-request = "repo:owner/release-ledger:pull_request"
      publish-branch    = "repo:owner/release-ledger:ref:refs/heads/main"
    }
    error_message = "Other runs take on an identity."
  }

  assert {
    condition     = alltrue([for each in azurerm_federated_identity_credential.pipeline : each.issuer == "https://token.actions.githubusercontent.com" && each.audience == tolist(["api://AzureADTokenExchange"])])
    error_message = "Somebody else vouches for runs, or for other ends."
  }
}

run "lets_workloads_read_their_secrets" {
  command = plan

  assert {
    condition     = toset([for each in azurerm_role_assignment.workloads : each.scope]) == toset(["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging/secrets/release-ledger-staging-database", "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging/secrets/release-ledger-staging-redis"])
    error_message = "Other secrets can be read."
  }

  assert {
    condition     = alltrue([for each in azurerm_role_assignment.workloads : each.role_definition_name == "Key Vault Secrets User"])
    error_message = "Secrets can be changed."
  }

  assert {
    condition     = azurerm_federated_identity_credential.workloads["secrets"].subject == "system:serviceaccount:release-ledger-staging:release-ledger-secrets"
    error_message = "Another account is let in."
  }
}

run "says_how_accounts_are_annotated" {
  command = apply

  assert {
    condition     = output.service_account_annotations == { secrets = { "azure.workload.identity/client-id" = "11111111-1111-1111-1111-111111111111", "azure.workload.identity/tenant-id" = "00000000-0000-0000-0000-00000000000a" } }
    error_message = "The account would not be known."
  }

  assert {
    condition     = output.plan_identity == "11111111-1111-1111-1111-111111111111" && output.publish_principal_id == "22222222-2222-2222-2222-222222222222" && output.tenant_id == "00000000-0000-0000-0000-00000000000a"
    error_message = "Outputs do not name what was made."
  }
}
