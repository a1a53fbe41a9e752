output "network_id" {
  description = "The network; once it is known, ways to private services are ready, too."
  value       = aws_vpc.this.id

  depends_on = [aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface]
}

output "cidr" {
  description = "Addresses of the network."
  value       = var.cidr
}

output "subnet_ids" {
  description = "Private subnets, for nodes. Once they are known, there is a way out of them."
  value       = [for subnet in aws_subnet.private : subnet.id]

  depends_on = [aws_route.private, aws_route_table_association.private]
}

output "data_subnet_ids" {
  description = "Private subnets or reserved ranges, for the database and Redis; no route leads out of them."
  value       = [for subnet in aws_subnet.data : subnet.id]

  depends_on = [aws_route_table_association.data]
}

output "public_subnet_ids" {
  description = "Subnets for load balancers; empty where balancers need none."
  value       = [for subnet in aws_subnet.public : subnet.id]

  depends_on = [aws_route.public, aws_route_table_association.public]
}

output "client_networks" {
  description = "Networks in CIDR form that nodes and pods call from: who the database and Redis let in."
  value       = [for zone in local.zones : zone.private]
}

output "egress_addresses" {
  description = "Public addresses that calls go out from, for others' lists of who may come in."
  value       = [for address in aws_eip.gateway : address.public_ip]
}
