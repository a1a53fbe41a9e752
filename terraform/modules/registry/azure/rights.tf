# The role pushes and pulls; it has no right to delete. Azure keeps no tag from being moved
# by who may push: see README.md.
resource "azurerm_role_assignment" "writers" {
  count = length(var.writers)

  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPush"
  principal_id         = var.writers[count.index]
  principal_type       = "ServicePrincipal"
}

# Each image is scanned when it is pushed, and again as flaws become known. It is switched
# on for the whole subscription, and billed by image.
resource "azurerm_security_center_subscription_pricing" "containers" {
  tier          = "Standard"
  resource_type = "Containers"

  extension {
    name = "ContainerRegistriesVulnerabilityAssessments"
  }
}

# Nobody deletes the registry with what it holds.
resource "azurerm_management_lock" "this" {
  for_each = toset([for each in ["keep"] : each if var.environment == "production"])

  name       = each.key
  scope      = azurerm_container_registry.this.id
  lock_level = "CanNotDelete"
  notes      = "Production pulls from here."
}
