output "state_id" {
  description = "The store as rights are given to it: a bucket's ARN, a bucket's name, a container's id."
  value       = azurerm_storage_container.this.id
}

output "key_id" {
  description = "Key that states are encrypted with."
  value       = azurerm_key_vault_key.this.versionless_id
}

output "backend" {
  description = "Arguments of the backend block, but for the state's own name in the store. In azure that is key; the store locks by itself."
  value = {
    resource_group_name  = var.resource_group
    storage_account_name = azurerm_storage_account.this.name
    container_name       = azurerm_storage_container.this.name
    use_azuread_auth     = true
  }
}
