locals {
  bucket = "${var.name}-cdn-logs-${local.account}"
  days   = var.small ? ceil(var.retention_days / 2) : var.retention_days
}

# Trivy asks for a log of the log: as CKV_AWS_18.
#trivy:ignore:s3-bucket-logging
resource "aws_s3_bucket" "logs" {
  # checkov:skip=CKV_AWS_18: a log of who wrote logs would have to be logged as well
  # checkov:skip=CKV_AWS_144: addresses of readers stay in one region, and end soon
  # checkov:skip=CKV_AWS_145: the delivery service gets into no key of the part kms; S3's own encrypts
  # checkov:skip=CKV2_AWS_62: nobody waits for a log to arrive
  bucket        = local.bucket
  force_destroy = true
  tags          = merge(local.tags, { Name = local.bucket })
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

# Trivy asks for a key of one's own: as CKV_AWS_145.
#trivy:ignore:AVD-AWS-0132
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  rule {
    id     = "old"
    status = "Enabled"

    filter {}

    expiration {
      days = local.days
    }

    noncurrent_version_expiration {
      noncurrent_days = 7
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.logs]
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "s3:*"
        Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "DeliverLogs"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${local.bucket_arn}/*"
        Condition = {
          ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:logs:${local.region}:${local.account}:delivery-source:*" }
          StringEquals = { "aws:SourceAccount" = local.account }
        }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.logs]
}
