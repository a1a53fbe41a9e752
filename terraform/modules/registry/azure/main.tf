locals {
  tags = merge({ environment = var.environment, part = "registry" }, var.tags)

  # Of all registries in Azure no two have the same name, which has letters and digits only.
  hash = substr(sha1("${data.azurerm_client_config.current.subscription_id}/${var.resource_group}/${var.name}"), 0, 6)
  name = "${replace(var.name, "-", "")}${local.hash}"
}

data "azurerm_client_config" "current" {}

# The part kms has its vault in the same resource group.
data "azurerm_key_vault" "this" {
  name                = split(".", split("/", var.data_key_id)[2])[0]
  resource_group_name = var.resource_group
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-registry"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

resource "azurerm_role_assignment" "key" {
  scope                = data.azurerm_key_vault.this.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# Premium, for the others neither take a key nor remove what has no tag.
resource "azurerm_container_registry" "this" {
  # checkov:skip=CKV_AZURE_139: runs of the pipeline push from GitHub's machines; who may is decided by Entra roles alone
  # checkov:skip=CKV_AZURE_164: Azure has given up this kind of signature; promote verifies ours
  # checkov:skip=CKV_AZURE_165: the cluster is in one region, and so are its images
  # checkov:skip=CKV_AZURE_166: an image in quarantine cannot be pulled by who scans it here; promote refuses what was not scanned
  name                = local.name
  resource_group_name = var.resource_group
  location            = var.location
  sku                 = "Premium"
  tags                = local.tags

  admin_enabled              = false
  anonymous_pull_enabled     = false
  data_endpoint_enabled      = true
  zone_redundancy_enabled    = true
  network_rule_bypass_option = "AzureServices"

  # What an environment runs always has a tag: only what never got one goes.
  retention_policy_in_days = var.untagged_days

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  encryption = [{
    key_vault_key_id   = var.data_key_id
    identity_client_id = azurerm_user_assigned_identity.this.client_id
  }]

  depends_on = [azurerm_role_assignment.key]
}

# By number: who they are is known once they are made, and no key can be.
resource "azurerm_role_assignment" "readers" {
  count = length(var.readers)

  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPull"
  principal_id         = var.readers[count.index]
  principal_type       = "ServicePrincipal"
}
