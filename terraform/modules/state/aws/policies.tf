locals {
  arns = { for key, name in local.buckets : key => "arn:${data.aws_partition.current.partition}:s3:::${name}" }

  tls_only = {
    for key, arn in local.arns : key => {
      Sid       = "RefuseWithoutTls"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = "s3:*"
      Resource  = [arn, "${arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
  }

  # Whoever writes without a word about encryption gets the bucket's. Whoever names another
  # key, or another way, is refused.
  own_key_only = {
    Sid       = "RefuseOtherKeys"
    Effect    = "Deny"
    Principal = { AWS = "*" }
    Action    = "s3:PutObject"
    Resource  = "${local.arns.states}/*"
    Condition = {
      Null            = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = "false" }
      StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = aws_kms_key.this.arn }
    }
  }

  kms_only = {
    Sid       = "RefuseOtherEncryption"
    Effect    = "Deny"
    Principal = { AWS = "*" }
    Action    = "s3:PutObject"
    Resource  = "${local.arns.states}/*"
    Condition = {
      Null            = { "s3:x-amz-server-side-encryption" = "false" }
      StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
    }
  }

  write_logs = {
    Sid       = "WriteLogs"
    Effect    = "Allow"
    Principal = { Service = "logging.s3.amazonaws.com" }
    Action    = "s3:PutObject"
    Resource  = "${local.arns.logs}/states/*"
    Condition = {
      ArnEquals    = { "aws:SourceArn" = local.arns.states }
      StringEquals = { "aws:SourceAccount" = local.account }
    }
  }

  statements = {
    states = [local.tls_only.states, local.own_key_only, local.kms_only]
    logs   = [local.tls_only.logs, local.write_logs]
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements[each.key] })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
