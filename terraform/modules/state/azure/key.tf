# As CKV_AZURE_109, below.
#trivy:ignore:AVD-AZU-0013
resource "azurerm_key_vault" "this" {
  # checkov:skip=CKV_AZURE_109: whoever runs Terraform makes the key here, from where that is; what they may is decided by Entra roles alone
  # checkov:skip=CKV_AZURE_189: as above
  # checkov:skip=CKV2_AZURE_32: as above
  name                = "${trimsuffix(substr(var.name, 0, 14), "-")}-s-${local.hash}"
  resource_group_name = var.resource_group
  location            = var.location
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"
  tags                = local.tags

  rbac_authorization_enabled    = true
  public_network_access_enabled = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90

  network_acls {
    bypass         = "AzureServices"
    default_action = "Allow"
  }
}

resource "azurerm_role_assignment" "key" {
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# As CKV_AZURE_40, below.
#trivy:ignore:AVD-AZU-0014
resource "azurerm_key_vault_key" "this" {
  # checkov:skip=CKV_AZURE_112: states are few, and sealed a second time where TF_ENCRYPTION is set
  # checkov:skip=CKV_AZURE_40: what an expired key has sealed could not be opened; a new version comes by itself
  name         = "state"
  key_vault_id = azurerm_key_vault.this.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["decrypt", "encrypt", "unwrapKey", "wrapKey"]
  tags         = local.tags

  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}
