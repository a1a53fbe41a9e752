locals {
  bucket_arn = "arn:${data.aws_partition.current.partition}:s3:::${local.bucket}"
}

resource "aws_cloudwatch_log_delivery_source" "this" {
  region = local.region

  name         = var.name
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.this.arn
  tags         = local.tags
}

resource "aws_cloudwatch_log_delivery_destination" "this" {
  region = local.region

  name          = var.name
  output_format = "json"
  tags          = local.tags

  delivery_destination_configuration {
    destination_resource_arn = aws_s3_bucket.logs.arn
  }

  # Delivery writes its own line into the bucket's policy, unless it finds this one there.
  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_cloudwatch_log_delivery" "this" {
  region = local.region

  delivery_source_name     = aws_cloudwatch_log_delivery_source.this.name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.this.arn
  tags                     = local.tags

  # The query is where somebody may have put a secret: it is not kept.
  record_fields = [
    "date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)", "cs-uri-stem",
    "sc-status", "cs(User-Agent)", "x-edge-result-type", "x-edge-request-id", "cs-protocol",
    "time-taken", "ssl-protocol", "ssl-cipher", "cs-protocol-version",
  ]
}
