mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
}

run "keeps_versions_and_is_never_public" {
  command = plan

  assert {
    condition     = azurerm_storage_account.this.blob_properties[0].versioning_enabled && azurerm_storage_account.this.blob_properties[0].delete_retention_policy[0].days == 90
    error_message = "A state that was replaced is gone."
  }

  assert {
    condition     = !azurerm_storage_account.this.allow_nested_items_to_be_public && azurerm_storage_container.this.container_access_type == "private"
    error_message = "It can be made public."
  }

  assert {
    condition     = !azurerm_storage_account.this.shared_access_key_enabled && !azurerm_storage_account.this.local_user_enabled && azurerm_storage_account.this.min_tls_version == "TLS1_2"
    error_message = "Somebody gets in with a key, or without TLS."
  }

  assert {
    condition     = azurerm_management_lock.this["keep"].lock_level == "CanNotDelete"
    error_message = "It can be deleted."
  }

  assert {
    condition     = can(regex("^[a-z0-9]{3,24}$", azurerm_storage_account.this.name)) && length(azurerm_key_vault.this.name) <= 24
    error_message = "Azure refuses a name."
  }
}

run "has_a_key_of_its_own" {
  command = plan

  assert {
    condition     = azurerm_key_vault_key.this.rotation_policy[0].automatic[0].time_after_creation == "P90D" && azurerm_key_vault.this.purge_protection_enabled
    error_message = "The key is not rotated, or can be lost."
  }

  assert {
    condition     = toset([for each in azurerm_monitor_diagnostic_setting.this.enabled_log : each.category]) == toset(["StorageDelete", "StorageRead", "StorageWrite"])
    error_message = "Who read a state is not logged."
  }
}

run "says_what_the_backend_wants" {
  command = plan

  assert {
    condition     = output.backend.container_name == "states" && output.backend.use_azuread_auth && output.backend.storage_account_name == azurerm_storage_account.this.name
    error_message = "The backend would look elsewhere."
  }
}

run "can_be_deleted_when_told" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = length(azurerm_management_lock.this) == 0
    error_message = "It still refuses."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { "a<b" = "" }
    location       = "Germany West Central"
    resource_group = "/subscriptions/x"
    version_days   = 1
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.version_days,
  ]
}
