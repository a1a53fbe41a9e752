locals {
  days = var.small ? ceil(var.retention_days / 2) : var.retention_days

  # CloudWatch keeps logs for one of these numbers of days.
  known     = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
  retention = min([for days in local.known : days if days >= local.days]...)
}

resource "aws_cloudwatch_log_group" "flow" {
  # checkov:skip=CKV_AWS_338: retention_days says how long, and a year of it is the environment's choice
  name              = "/${var.name}/network"
  retention_in_days = local.retention
  kms_key_id        = var.data_key_id
  tags              = local.tags
}

resource "aws_iam_role" "flow" {
  name        = "${var.name}-flow-logs"
  description = "Writes the flow logs of ${var.name}."
  tags        = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "flow" {
  name = "write"
  role = aws_iam_role.flow.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.flow.arn}:*"
    }]
  })
}

resource "aws_flow_log" "this" {
  vpc_id          = aws_vpc.this.id
  traffic_type    = "ALL"
  log_destination = aws_cloudwatch_log_group.flow.arn
  iam_role_arn    = aws_iam_role.flow.arn
  tags            = merge(local.tags, { Name = var.name })
}
