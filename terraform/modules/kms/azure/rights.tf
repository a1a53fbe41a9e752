# Azure's own roles that can make keys can also use them: this one cannot.
resource "azurerm_role_definition" "administrator" {
  name        = "${local.vault} key administrator"
  description = "Makes, rotates and deletes keys, but neither encrypts nor decrypts"
  scope       = azurerm_key_vault.this.id

  permissions {
    data_actions = [
      "Microsoft.KeyVault/vaults/keyrotationpolicies/read",
      "Microsoft.KeyVault/vaults/keyrotationpolicies/write",
      "Microsoft.KeyVault/vaults/keys/backup/action",
      "Microsoft.KeyVault/vaults/keys/create/action",
      "Microsoft.KeyVault/vaults/keys/delete",
      "Microsoft.KeyVault/vaults/keys/read",
      "Microsoft.KeyVault/vaults/keys/recover/action",
      "Microsoft.KeyVault/vaults/keys/rotate/action",
      "Microsoft.KeyVault/vaults/keys/update/action",
    ]
  }

  assignable_scopes = [azurerm_key_vault.this.id]
}

resource "azurerm_role_assignment" "administrators" {
  for_each = toset(var.administrators)

  scope              = azurerm_key_vault.this.id
  role_definition_id = azurerm_role_definition.administrator.role_definition_resource_id
  principal_id       = each.key
  principal_type     = "Group"
}
