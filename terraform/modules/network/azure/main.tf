locals {
  tags = merge({ environment = var.environment, part = "network" }, var.tags)

  # Pods have addresses of their own, which stay in the cluster: this is for nodes.
  ranges = {
    nodes = cidrsubnet(var.cidr, 4, 0)
    data  = cidrsubnet(var.cidr, 4, 2)
  }
}

resource "azurerm_virtual_network" "this" {
  # checkov:skip=CKV_AZURE_182: Azure's own resolver knows private endpoints, others do not
  # checkov:skip=CKV_AZURE_183: as above
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  address_space       = [var.cidr]
  tags                = local.tags
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = var.resource_group
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [local.ranges.nodes]

  # Out goes what goes through the gateway, or nothing.
  default_outbound_access_enabled = false
}

resource "azurerm_subnet" "data" {
  name                 = "data"
  resource_group_name  = var.resource_group
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [local.ranges.data]

  default_outbound_access_enabled = false

  # Without this, rules of the group below would not hold for private endpoints.
  private_endpoint_network_policies = "Enabled"
}
