data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  tags    = merge({ Environment = var.environment, Part = "observability" }, var.tags)

  days = var.small ? ceil(var.retention_days / 2) : var.retention_days

  # CloudWatch keeps logs for one of these numbers of days.
  known     = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
  retention = min([for days in local.known : days if days >= local.days]...)
}

resource "aws_cloudwatch_log_group" "cluster" {
  # checkov:skip=CKV_AWS_338: retention_days says how long, and a year of it is the environment's choice
  name              = "/${var.name}/cluster"
  retention_in_days = local.retention
  kms_key_id        = var.data_key_id
  tags              = local.tags
}

resource "aws_cloudwatch_log_group" "metrics" {
  # checkov:skip=CKV_AWS_338: retention_days says how long, and a year of it is the environment's choice
  # AWS writes into groups of this prefix only.
  name              = "/aws/vendedlogs/prometheus/${var.name}"
  retention_in_days = local.retention
  kms_key_id        = var.data_key_id
  tags              = local.tags
}

resource "aws_prometheus_workspace" "this" {
  alias       = var.name
  kms_key_arn = var.data_key_id
  tags        = merge(local.tags, { Name = var.name })

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.metrics.arn}:*"
  }
}

resource "aws_prometheus_workspace_configuration" "this" {
  workspace_id             = aws_prometheus_workspace.this.id
  retention_period_in_days = max(local.days, 30)
}

# Prometheus in the cluster has the identity that the part identity makes for the workload
# prometheus. By its name: a policy that names a role which is not there yet is refused.
resource "aws_prometheus_resource_policy" "this" {
  workspace_id = aws_prometheus_workspace.this.id

  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Write"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${local.account}:root" }
      Action    = ["aps:RemoteWrite"]
      Resource  = aws_prometheus_workspace.this.arn
      Condition = {
        ArnEquals = { "aws:PrincipalArn" = "arn:${data.aws_partition.current.partition}:iam::${local.account}:role/${var.name}-prometheus" }
      }
    }]
  })
}
