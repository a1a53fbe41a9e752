locals {
  url = format(
    "rediss://:%s@%s:%d/0",
    urlencode(azurerm_managed_redis.this.default_database[0].primary_access_key),
    azurerm_managed_redis.this.hostname,
    azurerm_managed_redis.this.default_database[0].port,
  )
}

# Azure makes the password, so the state of the instance has it, sealed by the key of
# states. This keeps it from being there twice.
# As CKV_AZURE_41, below.
#trivy:ignore:AVD-AZU-0017
resource "azurerm_key_vault_secret" "this" {
  # checkov:skip=CKV_AZURE_41: an end would stop the service, not a thief
  name         = "${var.name}-redis"
  key_vault_id = var.vault_id
  content_type = "application/json"
  value_wo     = jsonencode({ REDIS_URL = local.url })
  tags         = local.tags

  # A password that is new is a new URL; versions are numbers.
  value_wo_version = parseint(substr(sha256(local.url), 0, 7), 16)
}
