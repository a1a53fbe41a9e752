resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: who asked for which name is kept no longer than finding a fault takes
  region = local.region

  name              = "/aws/route53/${var.zone}"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.logs.arn
  tags              = local.tags
}

resource "aws_cloudwatch_log_resource_policy" "this" {
  region = local.region

  policy_name = "${var.name}-dns"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "route53.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.this.arn}:*"
      Condition = {
        ArnLike      = { "aws:SourceArn" = aws_route53_zone.this.arn }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

resource "aws_route53_query_log" "this" {
  zone_id                  = aws_route53_zone.this.zone_id
  cloudwatch_log_group_arn = aws_cloudwatch_log_group.this.arn

  depends_on = [aws_cloudwatch_log_resource_policy.this]
}
