locals {
  issuer = trimprefix(var.identity_issuer, "https://")

  # Secrets Manager adds a hyphen and six characters of its own to a name.
  secrets = {
    for name, workload in var.workloads : name => [
      for secret in workload.secrets : "arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:${secret}-??????"
    ] if length(workload.secrets) > 0
  }
}

resource "aws_iam_role" "workload" {
  for_each = var.workloads

  name        = "${var.name}-${each.key}"
  description = "Service account ${each.value.account} of ${each.value.namespace}."
  tags        = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "${local.iam}:oidc-provider/${local.issuer}" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = "system:serviceaccount:${each.value.namespace}:${each.value.account}"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "workload" {
  for_each = local.secrets

  name = "read-secrets"
  role = aws_iam_role.workload[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
        Resource = each.value
      },
      {
        Sid      = "DecryptThem"
        Effect   = "Allow"
        Action   = ["kms:Decrypt"]
        Resource = var.data_key_id
        Condition = {
          ArnLike      = { "kms:EncryptionContext:SecretARN" = each.value }
          StringEquals = { "kms:ViaService" = "secretsmanager.${local.region}.amazonaws.com" }
        }
      },
    ]
  })
}
