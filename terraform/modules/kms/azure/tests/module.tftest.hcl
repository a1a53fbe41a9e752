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
  administrators = ["11111111-1111-1111-1111-111111111111"]
}

run "keeps_what_was_deleted" {
  command = plan

  assert {
    condition     = azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.soft_delete_retention_days == 30
    error_message = "A key that was deleted is gone."
  }

  assert {
    condition     = azurerm_key_vault.this.rbac_authorization_enabled
    error_message = "Access policies decide, and not roles."
  }

  assert {
    condition     = length(azurerm_key_vault.this.name) <= 24
    error_message = "Azure refuses the name of the vault."
  }
}

run "rotates_both_keys" {
  command = plan

  assert {
    condition     = alltrue([for each in azurerm_key_vault_key.this : each.rotation_policy[0].automatic[0].time_after_creation == "P365D"]) && toset(keys(azurerm_key_vault_key.this)) == toset(["cluster", "data"])
    error_message = "A key is not rotated each year."
  }

  assert {
    condition     = alltrue([for each in azurerm_key_vault_key.this : each.key_type == "RSA"]) && azurerm_key_vault.this.sku_name == "standard"
    error_message = "Staging pays for hardware."
  }
}

run "gives_administrators_no_use_of_keys" {
  command = plan

  assert {
    condition     = !anytrue([for each in azurerm_role_definition.administrator.permissions[0].data_actions : can(regex("[*]|crypt|wrap|sign|secrets", each))])
    error_message = "Administrators can use keys, or read secrets."
  }

  assert {
    condition     = [for each in azurerm_role_assignment.administrators : each.principal_id] == ["11111111-1111-1111-1111-111111111111"]
    error_message = "Somebody else administers keys."
  }
}

run "takes_hardware_in_production" {
  command = plan

  variables {
    environment = "production"
  }

  assert {
    condition     = alltrue([for each in azurerm_key_vault_key.this : each.key_type == "RSA-HSM"]) && azurerm_key_vault.this.sku_name == "premium"
    error_message = "Keys of production are not in hardware."
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
    rotation_days  = 7
    deletion_days  = 3
    administrators = ["platform@ledger.example"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.rotation_days,
    var.deletion_days,
    var.administrators,
  ]
}
