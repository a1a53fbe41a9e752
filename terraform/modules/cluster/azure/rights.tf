# The cluster's own identity, and that of nodes, which pulls images.
resource "azurerm_user_assigned_identity" "this" {
  for_each = toset(["cluster", "node", "disk"])

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

locals {
  rights = {
    # Balancers and disks in the subnet of the nodes.
    subnet = { who = "cluster", role = "Network Contributor", scope = var.subnet_ids[0] }
    # Seals Secrets in etcd.
    vault = { who = "cluster", role = "Key Vault Crypto User", scope = "${var.vault_id}/keys/${split("/", var.cluster_key_id)[4]}" }
    # Makes nodes what they are.
    nodes = { who = "cluster", role = "Managed Identity Operator", scope = azurerm_user_assigned_identity.this["node"].id }
    # Attaches disks that the set below has encrypted.
    set = { who = "cluster", role = "Reader", scope = azurerm_disk_encryption_set.this.id }
  }
}

resource "azurerm_role_assignment" "this" {
  for_each = local.rights

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this[each.value.who].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "disk" {
  scope                = "${var.vault_id}/keys/${split("/", var.data_key_id)[4]}"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this["disk"].principal_id
  principal_type       = "ServicePrincipal"
}

# Disks of nodes and of claims.
resource "azurerm_disk_encryption_set" "this" {
  name                      = "${var.name}-disks"
  resource_group_name       = var.resource_group
  location                  = var.location
  key_vault_key_id          = var.data_key_id
  auto_key_rotation_enabled = true
  encryption_type           = "EncryptionAtRestWithPlatformAndCustomerKeys"
  tags                      = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this["disk"].id]
  }

  depends_on = [azurerm_role_assignment.disk]
}

# Whoever may not take locks away, such as the identity apply, cannot delete the cluster.
resource "azurerm_management_lock" "this" {
  for_each = toset([for each in ["keep"] : each if var.deletion_protection])

  name       = each.key
  scope      = azurerm_kubernetes_cluster.this.id
  lock_level = "CanNotDelete"
  notes      = "Set deletion_protection to false first."
}
