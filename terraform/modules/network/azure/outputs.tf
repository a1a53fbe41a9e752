output "network_id" {
  description = "The network; once it is known, ways to private services are ready, too."
  value       = azurerm_virtual_network.this.id

  depends_on = [
    azurerm_subnet_nat_gateway_association.nodes,
    azurerm_nat_gateway_public_ip_association.egress,
    azurerm_subnet_network_security_group_association.data,
  ]
}

output "cidr" {
  description = "Addresses of the network."
  value       = var.cidr
}

output "subnet_ids" {
  description = "Private subnets, for nodes."
  value       = [azurerm_subnet.nodes.id]

  # AKS looks for the gateway when it is made.
  depends_on = [
    azurerm_subnet_nat_gateway_association.nodes,
    azurerm_nat_gateway_public_ip_association.egress,
    azurerm_subnet_network_security_group_association.nodes,
  ]
}

output "data_subnet_ids" {
  description = "Private subnets or reserved ranges, for the database and Redis; no route leads out of them."
  value       = [azurerm_subnet.data.id]

  depends_on = [azurerm_subnet_network_security_group_association.data]
}

output "public_subnet_ids" {
  description = "Subnets for load balancers; empty where balancers need none."
  value       = []
}

output "client_networks" {
  description = "Networks in CIDR form that nodes and pods call from: who the database and Redis let in."
  value       = [local.ranges.nodes]
}

output "egress_addresses" {
  description = "Public addresses that calls go out from, for others' lists of who may come in."
  value       = [for each in azurerm_public_ip.egress : each.ip_address]
}
