output "cluster_name" {
  description = "Name of the cluster: gcloud container clusters get-credentials it."
  value       = module.cluster.name
}

output "cluster_endpoint" {
  description = "URL of the API server."
  value       = module.cluster.endpoint
}

output "secrets" {
  description = "Names of the secrets that External Secrets reads."
  value       = [module.database.secret, module.redis.secret]
}

output "service_account_annotations" {
  description = "For each of the workloads the annotations that its service account needs."
  value       = module.identity.service_account_annotations
}

output "pipeline" {
  description = "What runs of the pipeline take on, by what they are to do."
  value = {
    plan    = module.identity.plan_identity
    apply   = module.identity.apply_identity
    publish = module.identity.publish_identity
  }
}

output "client_networks" {
  description = "Networks that pods call from: TRUSTED_PROXIES in k8s/components/gateway."
  value       = module.network.client_networks
}

output "egress_addresses" {
  description = "Public addresses that calls go out from."
  value       = module.network.egress_addresses
}

output "metrics_url" {
  description = "URL of Prometheus' remote write."
  value       = module.observability.metrics_url
}

output "cdn_url" {
  description = "Value of the setting CDN_URL, in k8s/components/cdn."
  value       = module.cdn.url
}

output "name_servers" {
  description = "Name servers that the zone above has to delegate to."
  value       = module.dns.name_servers
}

output "identity_provider" {
  description = "Name of the provider that google-github-actions/auth takes beside the service account."
  value       = module.identity.identity_provider
}
