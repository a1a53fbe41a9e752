resource "azurerm_user_assigned_identity" "workloads" {
  for_each = var.workloads

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags

  lifecycle {
    precondition {
      condition     = !contains(keys(local.subjects), each.key)
      error_message = "A workload cannot be called ${each.key}: so is an identity of the pipeline."
    }
  }
}

resource "azurerm_federated_identity_credential" "workloads" {
  for_each = var.workloads

  name                      = "kubernetes"
  user_assigned_identity_id = azurerm_user_assigned_identity.workloads[each.key].id
  issuer                    = var.identity_issuer
  subject                   = "system:serviceaccount:${each.value.namespace}:${each.value.account}"
  audience                  = local.audience
}

locals {
  reads = merge([
    for key, each in var.workloads : {
      for secret in each.secrets : "${key} ${secret}" => { workload = key, secret = secret }
    }
  ]...)
}

# The value of one secret: not of the others in the vault, nor the list of them.
resource "azurerm_role_assignment" "workloads" {
  for_each = local.reads

  scope                = "${var.vault_id}/secrets/${each.value.secret}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.workloads[each.value.workload].principal_id
  principal_type       = "ServicePrincipal"
}
