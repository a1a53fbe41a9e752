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

run "reads_when_it_plans" {
  command = plan

  assert {
    condition     = [for each in azurerm_role_assignment.plan : each.role_definition_name] == ["Reader"] && azurerm_role_assignment.plan_vault.role_definition_name == "Key Vault Reader"
    error_message = "plan has other rights."
  }

  assert {
    condition     = azurerm_role_assignment.state_plan.role_definition_name == "Storage Blob Data Reader"
    error_message = "plan can write states."
  }
}

run "applies_with_what_the_parts_need" {
  command = plan

  assert {
    condition     = [for each in azurerm_role_assignment.apply : each.role_definition_name] == ["Contributor"]
    error_message = "apply has other rights."
  }

  assert {
    condition     = toset([for each in azurerm_role_assignment.apply_vault : each.role_definition_name]) == toset(["Key Vault Crypto Officer", "Key Vault Secrets Officer"])
    error_message = "apply has other rights to the vault."
  }

  assert {
    condition     = alltrue([for each in azurerm_role_assignment.apply : each.scope == "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging"])
    error_message = "apply has rights beyond its resource group."
  }
}

run "looks_at_two_things_outside_its_group" {
  command = plan

  assert {
    condition = toset([for key, each in azurerm_role_assignment.outside : "${key}: ${each.role_definition_name}"]) == toset([
      "apply scans: Security Reader",
      "apply watcher: Network Contributor",
      "plan scans: Security Reader",
      "plan watcher: Reader",
    ])
    error_message = "A run has other rights beyond its resource group."
  }
}

run "gives_no_right_beyond_the_parts" {
  command = plan

  assert {
    condition     = strcontains(azurerm_role_assignment.apply_rights.condition, local.given) && strcontains(azurerm_role_assignment.apply_rights.condition, "'ServicePrincipal'")
    error_message = "apply can give itself, or people, any right."
  }

  assert {
    condition = length(setintersection(values(local.given_roles), [
      "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      "b24988ac-6180-42a0-ab88-20f7382dd24c",
      "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
      "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    ])) == 0
    error_message = "apply can give a right to everything."
  }
}

run "writes_states_of_its_environment_only" {
  command = plan

  assert {
    condition     = strcontains(azurerm_role_assignment.state_apply.condition, "StringStartsWith 'staging/'")
    error_message = "apply can write states of other environments."
  }

  assert {
    condition     = alltrue([for each in azurerm_role_assignment.state_key : each.scope == "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-state/providers/Microsoft.KeyVault/vaults/ledger-state/keys/state" && each.role_definition_name == "Key Vault Crypto User"])
    error_message = "Another key can be used, or this one changed."
  }
}
