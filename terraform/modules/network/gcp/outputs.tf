output "network_id" {
  description = "The network; once it is known, ways to private services are ready, too."
  value       = google_compute_network.this.id

  depends_on = [google_service_networking_connection.data]
}

output "cidr" {
  description = "Addresses of the network."
  value       = var.cidr
}

output "subnet_ids" {
  description = "Private subnets, for nodes."
  value       = [google_compute_subnetwork.nodes.id]
}

output "data_subnet_ids" {
  description = "Private subnets or reserved ranges, for the database and Redis; no route leads out of them."
  value       = [google_compute_global_address.data.name]

  depends_on = [google_service_networking_connection.data]
}

output "public_subnet_ids" {
  description = "Subnets for load balancers; empty where balancers need none."
  value       = []
}

output "client_networks" {
  description = "Networks in CIDR form that nodes and pods call from: who the database and Redis let in."
  value       = [local.ranges.nodes, local.ranges.pods]
}

output "egress_addresses" {
  description = "Public addresses that calls go out from, for others' lists of who may come in."
  value       = [for each in google_compute_address.egress : each.address]
}

output "pod_range" {
  description = "Name of the secondary range that pods get addresses from."
  value       = google_compute_subnetwork.nodes.secondary_ip_range[0].range_name
}

output "service_range" {
  description = "Name of the secondary range that Services get addresses from."
  value       = google_compute_subnetwork.nodes.secondary_ip_range[1].range_name
}
