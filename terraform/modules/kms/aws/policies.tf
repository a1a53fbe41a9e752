locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.region
  root    = "arn:${data.aws_partition.current.partition}:iam::${local.account}:root"

  administer = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:ListRetirableGrants",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ]

  use = [
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
  ]

  # The account itself stays among them: a key whose only administrators were deleted
  # cannot be had back, not even by AWS.
  administration = {
    Sid       = "Administer"
    Effect    = "Allow"
    Principal = { AWS = concat([local.root], var.administrators) }
    Action    = local.administer
    Resource  = "*"
  }

  cluster_policy = {
    Version = "2012-10-17"
    Statement = [
      local.administration,
      {
        # The role of the control plane, by its name: a policy that names a role which is
        # not there yet is refused.
        Sid       = "SealSecrets"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"]
        Resource  = "*"
        Condition = {
          ArnEquals = { "aws:PrincipalArn" = "arn:${data.aws_partition.current.partition}:iam::${local.account}:role/${var.name}-cluster" }
        }
      },
      {
        # EKS makes its grant as whoever makes the cluster, and does not fulfil the
        # condition kms:GrantIsForAWSResource. Who may is up to the account's policies.
        Sid       = "GrantToTheClusterService"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = ["kms:CreateGrant"]
        Resource  = "*"
        Condition = { StringEquals = { "kms:CallerAccount" = local.account } }
      },
    ]
  }
}
