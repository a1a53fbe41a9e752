data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  tags = merge({ Environment = var.environment, Part = "cluster" }, var.tags)
  iam  = "arn:${data.aws_partition.current.partition}:iam::aws:policy"

  days = var.small ? ceil(var.retention_days / 2) : var.retention_days

  # CloudWatch keeps logs for one of these numbers of days.
  known     = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
  retention = min([for days in local.known : days if days >= local.days]...)
}

# EKS would make it by itself, without a key and for ever.
resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: retention_days says how long, and a year of it is the environment's choice
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = local.retention
  kms_key_id        = var.data_key_id
  tags              = local.tags
}

resource "aws_eks_cluster" "this" {
  name                          = var.name
  version                       = var.kubernetes_version
  role_arn                      = aws_iam_role.cluster.arn
  deletion_protection           = var.deletion_protection
  enabled_cluster_log_types     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
  bootstrap_self_managed_addons = false
  tags                          = merge(local.tags, { Name = var.name })

  access_config {
    authentication_mode = "API"
    # Who makes the cluster is not thereby its administrator: they are all listed.
    bootstrap_cluster_creator_admin_permissions = false
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = var.cluster_key_id
    }
  }

  upgrade_policy {
    # A version at its end is upgraded by AWS, instead of costing six times as much.
    support_type = "STANDARD"
  }

  vpc_config {
    subnet_ids              = var.subnet_ids
    security_group_ids      = [aws_security_group.api.id]
    endpoint_private_access = true
    endpoint_public_access  = length(var.administrator_networks) > 0
    public_access_cidrs     = length(var.administrator_networks) > 0 ? var.administrator_networks : null
  }

  lifecycle {
    precondition {
      condition     = var.cluster_key_id != var.data_key_id
      error_message = "could not make cluster '${var.name}': Secrets would be sealed by the key of the data, and who may read data could open them; give cluster_key_id a key of its own"
    }
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.cluster, aws_iam_role_policy.cluster_key]
}

check "administrators" {
  assert {
    condition     = length(var.administrators) > 0
    error_message = "could not find an administrator of '${var.name}': nobody could do anything in it; list a role in administrators"
  }
}
