resource "aws_eks_access_entry" "administrator" {
  for_each = toset(var.administrators)

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.key
  tags          = local.tags
}

resource "aws_eks_access_policy_association" "administrator" {
  for_each = toset(var.administrators)

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = aws_eks_access_entry.administrator[each.key].principal_arn
  policy_arn    = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}

# Pods show tokens of their service account to AWS itself (IRSA). Pod Identity would be
# less to set up, but knows the pod that asks only: External Secrets asks for each
# environment as that environment's account, out of one pod of the operator.
resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
  tags           = merge(local.tags, { Name = var.name })
}
