output "name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "endpoint" {
  description = "URL of the API server. Once it is known, nodes and what they need are there."
  value       = aws_eks_cluster.this.endpoint

  depends_on = [aws_eks_access_policy_association.administrator, aws_eks_addon.after_nodes]
}

output "certificate_authority" {
  description = "Certificate that the API server is known by, as base64 of PEM."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "identity_issuer" {
  description = "Who vouches for tokens of service accounts: a URL; in gcp the pool of workload identities. The account knows it by then."
  value       = aws_eks_cluster.this.identity[0].oidc[0].issuer

  depends_on = [aws_iam_openid_connect_provider.this]
}

output "node_identity" {
  description = "Identity of the nodes, to be let in by the registry: a role's ARN, a service account's address, or an object id. Here a role's ARN."
  value       = aws_iam_role.node.arn
}
