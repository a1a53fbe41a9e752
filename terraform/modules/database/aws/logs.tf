# RDS would make them by itself, without a key and for ever.
resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: it is for finding faults; audit logs are those of the cluster
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.small ? 30 : 90
  kms_key_id        = var.data_key_id
  tags              = local.tags
}

resource "aws_iam_role" "monitoring" {
  name        = "${var.name}-database-monitoring"
  description = "Sends figures of the machine of database ${var.name}."
  tags        = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

data "aws_partition" "current" {}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
