locals {
  tags = merge({ environment = var.environment, part = "kms" }, var.tags)

  # Of all vaults in Azure no two have the same name, and it has 24 characters at most.
  hash  = substr(sha1("${data.azurerm_client_config.current.subscription_id}/${var.resource_group}/${var.name}"), 0, 6)
  vault = "${trimsuffix(substr(var.name, 0, 17), "-")}-${local.hash}"

  production = var.environment == "production"
}

data "azurerm_client_config" "current" {}

# As CKV_AZURE_109, below.
#trivy:ignore:AVD-AZU-0013
resource "azurerm_key_vault" "this" {
  # checkov:skip=CKV_AZURE_109: whoever runs Terraform makes keys and secrets here, from where that is; what they may is decided by Entra roles alone
  # checkov:skip=CKV_AZURE_189: as above, and the cluster's control plane has to reach its key
  # checkov:skip=CKV2_AZURE_32: as above
  name                = local.vault
  resource_group_name = var.resource_group
  location            = var.location
  tenant_id           = data.azurerm_client_config.current.tenant_id
  tags                = local.tags

  # Keys in hardware are in the larger of the two.
  sku_name = local.production ? "premium" : "standard"

  rbac_authorization_enabled    = true
  enabled_for_disk_encryption   = true
  public_network_access_enabled = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = var.deletion_days

  network_acls {
    bypass         = "AzureServices"
    default_action = "Allow"
  }
}

# As CKV_AZURE_40, below.
#trivy:ignore:AVD-AZU-0014
resource "azurerm_key_vault_key" "this" {
  # checkov:skip=CKV_AZURE_112: in hardware in production, which is dearer
  # checkov:skip=CKV_AZURE_40: what an expired key has sealed could not be opened; a new version comes by itself
  for_each = toset(["cluster", "data"])

  name         = each.key
  key_vault_id = azurerm_key_vault.this.id
  key_type     = local.production ? "RSA-HSM" : "RSA"
  key_size     = 3072
  key_opts     = ["decrypt", "encrypt", "unwrapKey", "wrapKey"]
  tags         = local.tags

  rotation_policy {
    automatic {
      time_after_creation = "P${var.rotation_days}D"
    }
  }

  depends_on = [azurerm_role_assignment.administrators]

  lifecycle {
    prevent_destroy = true
  }
}
