# In a file of its own: Trivy passes over a whole file that has such a block.
ephemeral "random_password" "this" {
  length      = 40
  special     = false
  min_lower   = 1
  min_numeric = 1
  min_upper   = 1
}

ephemeral "azurerm_key_vault_secret" "password" {
  name         = azurerm_key_vault_secret.password.name
  key_vault_id = var.vault_id
  version      = azurerm_key_vault_secret.password.version
}
