locals {
  zone = "privatelink.postgres.database.azure.com"
}

resource "azurerm_private_dns_zone" "this" {
  name                = local.zone
  resource_group_name = var.resource_group
  tags                = local.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  name                = "${var.name}-database"
  private_dns_zone_id = azurerm_private_dns_zone.this.id
  virtual_network_id  = var.network_id
  tags                = local.tags
}

resource "azurerm_private_endpoint" "this" {
  name                = "${var.name}-database"
  resource_group_name = var.resource_group
  location            = var.location
  subnet_id           = var.subnet_ids[0]
  tags                = local.tags

  private_service_connection {
    name                           = "database"
    private_connection_resource_id = azurerm_postgresql_flexible_server.this.id
    subresource_names              = ["postgresqlServer"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "database"
    private_dns_zone_ids = [azurerm_private_dns_zone.this.id]
  }

  depends_on = [azurerm_private_dns_zone_virtual_network_link.this]
}

data "azurerm_subnet" "data" {
  name                 = split("/", var.subnet_ids[0])[10]
  virtual_network_name = split("/", var.subnet_ids[0])[8]
  resource_group_name  = split("/", var.subnet_ids[0])[4]

  lifecycle {
    postcondition {
      condition     = self.private_endpoint_network_policies == "Enabled"
      error_message = "Rules do not hold for private endpoints in ${self.name}: everybody in the network could call the database."
    }
  }
}

resource "azurerm_network_security_rule" "clients" {
  name                         = "${var.name}-database"
  description                  = "Nodes and pods call the database"
  resource_group_name          = split("/", data.azurerm_subnet.data.network_security_group_id)[4]
  network_security_group_name  = split("/", data.azurerm_subnet.data.network_security_group_id)[8]
  priority                     = 200
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = var.allowed_networks
  source_port_range            = "*"
  destination_address_prefixes = ["${azurerm_private_endpoint.this.private_service_connection[0].private_ip_address}/32"]
  destination_port_range       = "5432"
}
