# The most that a role of the pipeline can ever do. It gives no rights: the policies do. It
# is there for the day on which one of them is written too wide.
resource "aws_iam_policy" "boundary" {
  # checkov:skip=CKV_AWS_286: a boundary gives no rights, it bounds those that policies give
  # checkov:skip=CKV_AWS_287: as CKV_AWS_286
  # checkov:skip=CKV_AWS_288: as CKV_AWS_286
  # checkov:skip=CKV_AWS_289: as CKV_AWS_286
  # checkov:skip=CKV_AWS_290: as CKV_AWS_286
  # checkov:skip=CKV_AWS_355: as CKV_AWS_286
  # checkov:skip=CKV2_AWS_40: as CKV_AWS_286
  name        = "${var.name}-boundary"
  description = "The most that a role of the pipeline of ${var.name} can do."
  tags        = local.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "AtMost"
        Effect   = "Allow"
        Action   = concat([for service in keys(local.makings) : "${service}:*"], ["iam:*", "s3:*", "sts:GetCallerIdentity"])
        Resource = "*"
      },
      {
        Sid      = "NeverItsOwnRights"
        Effect   = "Deny"
        Action   = local.own_rights
        Resource = concat(values(local.role_arns), ["${local.iam}:policy/${var.name}-*", "${local.iam}:oidc-provider/${local.github}"])
      },
      {
        Sid    = "NeverPeople"
        Effect = "Deny"
        Action = [
          "iam:AddUserToGroup",
          "iam:AttachUserPolicy",
          "iam:CreateAccessKey",
          "iam:CreateGroup",
          "iam:CreateLoginProfile",
          "iam:CreateUser",
          "iam:DeleteAccountPasswordPolicy",
          "iam:PutUserPolicy",
          "iam:UpdateLoginProfile",
        ]
        Resource = "*"
      },
      {
        Sid    = "NeverTheStore"
        Effect = "Deny"
        Action = [
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:DeleteObjectVersion",
          "s3:PutBucketPolicy",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketVersioning",
          "s3:PutEncryptionConfiguration",
          "s3:PutLifecycleConfiguration",
        ]
        Resource = [var.state_id, "${var.state_id}/*"]
      },
      {
        Sid      = "NeverTheStoresKey"
        Effect   = "Deny"
        Action   = ["kms:CreateGrant", "kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]
        Resource = var.state_key_id
      },
      {
        Sid      = "NeverSecretsThemselves"
        Effect   = "Deny"
        Action   = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"]
        Resource = "*"
      },
    ]
  })
}

locals {
  own_rights = [
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:AttachRolePolicy",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:DeleteOpenIDConnectProvider",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:DeleteRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PassRole",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateOpenIDConnectProviderThumbprint",
    "iam:UpdateRole",
  ]
}
