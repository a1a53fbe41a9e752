locals {
  issuer = trimprefix(aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://")

  # Those that ask AWS for something, by the service account that asks.
  addon_accounts = {
    aws-ebs-csi-driver = { account = "ebs-csi-controller-sa", policy = "service-role/AmazonEBSCSIDriverPolicy" }
    vpc-cni            = { account = "aws-node", policy = "AmazonEKS_CNI_Policy" }
  }

  # Without the plugin no node becomes ready; without nodes these two do not.
  addons_after_nodes = {
    aws-ebs-csi-driver = jsonencode({ defaultStorageClass = { enabled = true } })
    coredns            = null
  }
}

data "aws_eks_addon_version" "this" {
  for_each = toset(["aws-ebs-csi-driver", "coredns", "kube-proxy", "vpc-cni"])

  addon_name         = each.key
  kubernetes_version = aws_eks_cluster.this.version
}

resource "aws_iam_role" "addon" {
  for_each = local.addon_accounts

  name        = "${var.name}-${each.key}"
  description = "Service account ${each.value.account} of ${var.name}."
  tags        = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.this.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = "system:serviceaccount:kube-system:${each.value.account}"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "addon" {
  for_each = local.addon_accounts

  role       = aws_iam_role.addon[each.key].name
  policy_arn = "${local.iam}/${each.value.policy}"
}

resource "aws_eks_addon" "before_nodes" {
  for_each = {
    kube-proxy = null
    # The service's network policies are enforced by the plugin.
    vpc-cni = jsonencode({ enableNetworkPolicy = "true" })
  }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = data.aws_eks_addon_version.this[each.key].version
  configuration_values        = each.value
  service_account_role_arn    = each.key == "vpc-cni" ? aws_iam_role.addon[each.key].arn : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = local.tags

  depends_on = [aws_iam_role_policy_attachment.addon]
}

resource "aws_eks_addon" "after_nodes" {
  for_each = local.addons_after_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  addon_version               = data.aws_eks_addon_version.this[each.key].version
  configuration_values        = each.value
  service_account_role_arn    = each.key == "aws-ebs-csi-driver" ? aws_iam_role.addon[each.key].arn : null
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = local.tags

  depends_on = [aws_eks_node_group.this, aws_iam_role_policy.disks]
}
