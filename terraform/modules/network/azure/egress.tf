# Known addresses, which others can let in. The gateway is in all zones by itself; a second
# address is there for when one gets onto a list of the banned.
resource "azurerm_public_ip" "egress" {
  for_each = toset(var.small ? ["a"] : ["a", "b"])

  name                = "${var.name}-egress-${each.key}"
  resource_group_name = var.resource_group
  location            = var.location
  allocation_method   = "Static"
  sku                 = "StandardV2"
  zones               = [for number in range(1, var.zones + 1) : tostring(number)]
  tags                = local.tags
}

resource "azurerm_nat_gateway" "egress" {
  name                    = "${var.name}-egress"
  resource_group_name     = var.resource_group
  location                = var.location
  sku_name                = "StandardV2"
  idle_timeout_in_minutes = 10
  tags                    = local.tags
}

resource "azurerm_nat_gateway_public_ip_association" "egress" {
  for_each = azurerm_public_ip.egress

  nat_gateway_id       = azurerm_nat_gateway.egress.id
  public_ip_address_id = each.value.id
}

resource "azurerm_subnet_nat_gateway_association" "nodes" {
  nat_gateway_id = azurerm_nat_gateway.egress.id
  subnet_id      = azurerm_subnet.nodes.id
}
