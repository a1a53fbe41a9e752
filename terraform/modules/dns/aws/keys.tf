locals {
  administer = {
    Sid       = "Administer"
    Effect    = "Allow"
    Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${local.account}:root" }
    Action = [
      "kms:CancelKeyDeletion",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:GetPublicKey",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateKeyDescription",
    ]
    Resource = "*"
  }

  sign = {
    Sid       = "Sign"
    Effect    = "Allow"
    Principal = { Service = "dnssec-route53.amazonaws.com" }
    Action    = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"]
    Resource  = "*"
    Condition = {
      ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:route53:::hostedzone/*" }
      StringEquals = { "aws:SourceAccount" = local.account }
    }
  }

  grant = {
    Sid       = "GrantToSign"
    Effect    = "Allow"
    Principal = { Service = "dnssec-route53.amazonaws.com" }
    Action    = ["kms:CreateGrant"]
    Resource  = "*"
    Condition = {
      Bool         = { "kms:GrantIsForAWSResource" = "true" }
      StringEquals = { "aws:SourceAccount" = local.account }
    }
  }

  encrypt_logs = {
    Sid       = "EncryptLogs"
    Effect    = "Allow"
    Principal = { Service = "logs.${local.region}.amazonaws.com" }
    Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
    Resource  = "*"
    Condition = {
      ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = "arn:${data.aws_partition.current.partition}:logs:${local.region}:${local.account}:log-group:/aws/route53/${var.zone}" }
    }
  }
}

# A pair of keys does not rotate by itself: a new signing key is put beside the old one.
resource "aws_kms_key" "signing" {
  region = local.region

  description              = "Signs the zone ${var.zone}"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  deletion_window_in_days  = 30
  policy                   = jsonencode({ Version = "2012-10-17", Statement = [local.administer, local.sign, local.grant] })
  tags                     = merge(local.tags, { Name = "${var.name}-dns-signing" })
}

resource "aws_kms_key" "logs" {
  region = local.region

  description             = "Encrypts the log of questions to ${var.zone}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = jsonencode({ Version = "2012-10-17", Statement = [local.administer, local.encrypt_logs] })
  tags                    = merge(local.tags, { Name = "${var.name}-dns-logs" })
}
