mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000001"
      tenant_id       = "00000000-0000-0000-0000-00000000000a"
    }
  }

  mock_data "azurerm_key_vault" {
    defaults = {
      id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.KeyVault/vaults/ledger-staging"
    }
  }

  mock_resource "azurerm_container_registry" {
    defaults = {
      login_server = "releaseledgerstaging.azurecr.io"
      id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ledger-staging/providers/Microsoft.ContainerRegistry/registries/releaseledgerstaging"
    }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "germanywestcentral"
  resource_group = "ledger-staging"
  data_key_id    = "https://ledger-staging.vault.azure.net/keys/data"
  readers        = ["11111111-1111-1111-1111-111111111111"]
  writers        = ["22222222-2222-2222-2222-222222222222"]
}

run "shows_no_password" {
  command = plan

  assert {
    condition     = !azurerm_container_registry.this.admin_enabled && !azurerm_container_registry.this.anonymous_pull_enabled
    error_message = "Somebody without an account gets in."
  }

  assert {
    condition     = azurerm_container_registry.this.encryption[0].key_vault_key_id == var.data_key_id && azurerm_container_registry.this.zone_redundancy_enabled && azurerm_container_registry.this.retention_policy_in_days == 30
    error_message = "Images are not encrypted with the key of part kms, in one zone, or kept for ever."
  }

  assert {
    condition     = can(regex("^[a-z0-9]{5,50}$", azurerm_container_registry.this.name))
    error_message = "Azure refuses the name of the registry."
  }
}

run "scans" {
  command = plan

  assert {
    condition     = azurerm_security_center_subscription_pricing.containers.tier == "Standard" && one(azurerm_security_center_subscription_pricing.containers.extension).name == "ContainerRegistriesVulnerabilityAssessments"
    error_message = "Images are not scanned."
  }
}

run "lets_few_in" {
  command = plan

  assert {
    condition     = [for each in azurerm_role_assignment.readers : [each.role_definition_name, each.principal_id]] == [["AcrPull", "11111111-1111-1111-1111-111111111111"]]
    error_message = "Readers may do more than read, or are others."
  }

  assert {
    condition     = [for each in azurerm_role_assignment.writers : [each.role_definition_name, each.principal_id]] == [["AcrPush", "22222222-2222-2222-2222-222222222222"]]
    error_message = "Writers may do more than write, or are others."
  }
}

run "tells_where_images_are" {
  command = apply

  assert {
    condition     = output.url == "releaseledgerstaging.azurecr.io/release-ledger"
    error_message = "The URL is another."
  }
}

run "is_kept_in_production" {
  command = plan

  variables {
    environment = "production"
  }

  assert {
    condition     = azurerm_management_lock.this["keep"].lock_level == "CanNotDelete"
    error_message = "It can be deleted."
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
    data_key_id    = "data"
    repository     = "Ledger/"
    readers        = ["everybody"]
    writers        = ["everybody"]
    untagged_days  = 0
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.resource_group,
    var.data_key_id,
    var.repository,
    var.readers,
    var.writers,
    var.untagged_days,
  ]
}
