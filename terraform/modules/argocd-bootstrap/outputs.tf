output "namespace" {
  description = "Namespace that Argo CD is in."
  value       = helm_release.argocd.namespace
}

output "root_application" {
  description = "Name of the application that installs all others."
  value       = local.root.metadata.name

  depends_on = [helm_release.root]
}

output "cluster_secret" {
  description = "Name of the Secret that tells Argo CD of this cluster."
  value       = kubernetes_secret_v1.cluster.metadata[0].name
}
