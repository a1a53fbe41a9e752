# A password is made, put into the vault and forgotten: neither it nor the URL is in a state.
# The vault comes first and is then asked, so that a run that breaks off between the two
# still ends with one password.
locals {
  user = "${var.database_name}_service"

  url = format(
    "postgresql+psycopg://%s:%s@%s:5432/%s?sslmode=require",
    local.user,
    ephemeral.azurerm_key_vault_secret.password.value,
    azurerm_postgresql_flexible_server.this.fqdn,
    azurerm_postgresql_flexible_server_database.this.name,
  )
}

# The password changes when this number does: tofu apply -replace=ADDRESS.
resource "random_integer" "password" {
  min = 1
  max = 2147483647
}

# As CKV_AZURE_41, below.
#trivy:ignore:AVD-AZU-0017
resource "azurerm_key_vault_secret" "password" {
  # checkov:skip=CKV_AZURE_41: an end would stop the service, not a thief; see the number above
  name             = "${var.name}-password"
  key_vault_id     = var.vault_id
  content_type     = "text/plain"
  value_wo         = ephemeral.random_password.this.result
  value_wo_version = random_integer.password.result
  tags             = local.tags
}

# As CKV_AZURE_41, below.
#trivy:ignore:AVD-AZU-0017
resource "azurerm_key_vault_secret" "database" {
  # checkov:skip=CKV_AZURE_41: an end would stop the service, not a thief; see the number above
  name             = "${var.name}-database"
  key_vault_id     = var.vault_id
  content_type     = "application/json"
  value_wo         = jsonencode({ DATABASE_URL = local.url })
  value_wo_version = random_integer.password.result
  tags             = local.tags
}
