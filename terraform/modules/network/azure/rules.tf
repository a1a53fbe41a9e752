# Parts that make an endpoint here add who may call it; all else is refused.
resource "azurerm_network_security_group" "data" {
  name                = "${var.name}-data"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

resource "azurerm_network_security_rule" "data" {
  name                        = "nobody-else"
  description                 = "What no other rule lets in, not even from this network, is refused"
  resource_group_name         = var.resource_group
  network_security_group_name = azurerm_network_security_group.data.name
  priority                    = 4096
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_subnet_network_security_group_association" "data" {
  subnet_id                 = azurerm_subnet.data.id
  network_security_group_id = azurerm_network_security_group.data.id

  depends_on = [azurerm_network_security_rule.data]
}

# What balancers let in is added by the cluster, to a group of its own at its machines.
resource "azurerm_network_security_group" "nodes" {
  name                = "${var.name}-nodes"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = local.tags
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}
