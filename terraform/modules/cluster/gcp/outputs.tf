output "name" {
  description = "Name of the cluster."
  value       = google_container_cluster.this.name

  # A cluster without nodes takes what is given to it, and runs nothing.
  depends_on = [google_container_node_pool.this]
}

output "endpoint" {
  description = "URL of the API server."
  value       = "https://${google_container_cluster.this.endpoint}"
}

output "certificate_authority" {
  description = "Certificate that the API server is known by, as base64 of PEM."
  value       = google_container_cluster.this.master_auth[0].cluster_ca_certificate
}

output "identity_issuer" {
  description = "Who vouches for tokens of service accounts: a URL; in gcp the pool of workload identities."
  value       = google_container_cluster.this.workload_identity_config[0].workload_pool
}

output "node_identity" {
  description = "Identity of the nodes, to be let in by the registry: a role's ARN, a service account's address, or an object id."
  value       = google_service_account.node.email
}
