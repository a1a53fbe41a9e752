data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  tags    = merge({ Environment = var.environment, Part = "state" }, var.tags)

  # Names of buckets are the whole world's.
  buckets = { states = "${var.name}-state-${local.account}", logs = "${var.name}-state-logs-${local.account}" }
}

# Trivy asks for a log of the log: as CKV_AWS_18.
#trivy:ignore:s3-bucket-logging
resource "aws_s3_bucket" "this" {
  # checkov:skip=CKV_AWS_18: what happens to states is logged, below; a log of the log would need one, too
  # checkov:skip=CKV_AWS_144: a state describes one region; when that is lost, so is what it describes
  # checkov:skip=CKV2_AWS_62: nobody waits for a state to be written
  for_each = local.buckets

  bucket        = each.value
  force_destroy = !var.deletion_protection
  tags          = merge(local.tags, { Name = each.value })
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = local.buckets

  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# A state that was spoilt is taken back from here: keep it on.
resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    id     = "old"
    status = "Enabled"

    filter {}

    dynamic "expiration" {
      for_each = each.key == "logs" ? [365] : []

      content {
        days = expiration.value
      }
    }

    noncurrent_version_expiration {
      noncurrent_days = var.version_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

# Who read or wrote which state, and when.
resource "aws_s3_bucket_logging" "this" {
  bucket        = aws_s3_bucket.this["states"].id
  target_bucket = aws_s3_bucket.this["logs"].id
  target_prefix = "states/"
}
