output "name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_cluster.this.name

  # A cluster without nodes takes what is given to it, and runs nothing.
  depends_on = [azurerm_kubernetes_cluster_node_pool.this]
}

output "endpoint" {
  description = "URL of the API server."
  value = join("", [
    "https://",
    length(var.administrator_networks) == 0 ? azurerm_kubernetes_cluster.this.private_fqdn : azurerm_kubernetes_cluster.this.fqdn,
    ":443",
  ])
}

output "certificate_authority" {
  description = "Certificate that the API server is known by, as base64 of PEM."
  # It is shown to whoever calls; the provider hides it with what stands beside it.
  value = nonsensitive(azurerm_kubernetes_cluster.this.kube_config[0].cluster_ca_certificate)
}

output "identity_issuer" {
  description = "Who vouches for tokens of service accounts: a URL; in gcp the pool of workload identities."
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "node_identity" {
  description = "Identity of the nodes, to be let in by the registry: a role's ARN, a service account's address, or an object id."
  value       = azurerm_user_assigned_identity.this["node"].principal_id
}
