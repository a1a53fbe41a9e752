locals {
  # The store's key is in a vault of its own, beside the store.
  store = {
    resource_group = split("/", var.state_id)[4]
    vault          = split(".", split("/", var.state_key_id)[2])[0]
  }
}

data "azurerm_key_vault" "state" {
  name                = local.store.vault
  resource_group_name = local.store.resource_group
}

# plan locks nothing (-lock=false): it cannot write here.
resource "azurerm_role_assignment" "state_plan" {
  scope                = var.state_id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.pipeline["plan"].principal_id
  principal_type       = "ServicePrincipal"
}

# A state's name in the store begins with its environment.
resource "azurerm_role_assignment" "state_apply" {
  scope                = var.state_id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.pipeline["apply"].principal_id
  principal_type       = "ServicePrincipal"
  description          = "States of ${var.environment}"
  condition_version    = "2.0"

  condition = trimspace(<<-EOT
    ((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})
      AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'})
      AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'})
      AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'}))
    OR @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringStartsWith '${var.environment}/')
  EOT
  )
}

# The store seals what it keeps by itself. Runs use the key where TF_ENCRYPTION has states
# and plans sealed before they leave the machine.
resource "azurerm_role_assignment" "state_key" {
  for_each = toset(["plan", "apply"])

  scope                = "${data.azurerm_key_vault.state.id}/keys/${split("/", var.state_key_id)[4]}"
  role_definition_name = "Key Vault Crypto User"
  principal_id         = azurerm_user_assigned_identity.pipeline[each.key].principal_id
  principal_type       = "ServicePrincipal"
}
