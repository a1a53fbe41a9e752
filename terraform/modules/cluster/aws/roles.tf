resource "aws_iam_role" "cluster" {
  # The key's policy knows the control plane by this name.
  name        = "${var.name}-cluster"
  description = "Control plane of ${var.name}."
  tags        = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "eks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "${local.iam}/AmazonEKSClusterPolicy"
}

resource "aws_iam_role_policy" "cluster_key" {
  name = "seal-secrets"
  role = aws_iam_role.cluster.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"]
      Resource = var.cluster_key_id
    }]
  })
}

resource "aws_iam_role" "node" {
  name        = "${var.name}-node"
  description = "Nodes of ${var.name}."
  tags        = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

# The network plugin has a role of its own: what breaks out of a pod onto a node cannot
# rearrange the node's addresses.
resource "aws_iam_role_policy_attachment" "node" {
  for_each = toset(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"])

  role       = aws_iam_role.node.name
  policy_arn = "${local.iam}/${each.key}"
}
