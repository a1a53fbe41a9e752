locals {
  # Those whom the account's policies let in use the key through these services, never by
  # calling it: a stolen session cannot decrypt a copy of what is stored.
  services = [
    for service in ["aps", "ec2", "ecr", "elasticache", "rds", "secretsmanager", "sns"] :
    "${service}.${local.region}.amazonaws.com"
  ]

  # What starts nodes; by its name, because in a new account it is made by the first group.
  autoscaling = "arn:${data.aws_partition.current.partition}:iam::${local.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"

  data_policy = {
    Version = "2012-10-17"
    Statement = [
      local.administration,
      {
        Sid       = "UseThroughServices"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = local.use
        Resource  = "*"
        Condition = { StringEquals = { "kms:CallerAccount" = local.account, "kms:ViaService" = local.services } }
      },
      {
        Sid       = "GrantToServices"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = ["kms:CreateGrant", "kms:RetireGrant"]
        Resource  = "*"
        Condition = { StringEquals = { "kms:CallerAccount" = local.account, "kms:ViaService" = local.services } }
      },
      {
        Sid       = "UseForDisksOfNodes"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = local.use
        Resource  = "*"
        Condition = { ArnEquals = { "aws:PrincipalArn" = local.autoscaling } }
      },
      {
        Sid       = "GrantForDisksOfNodes"
        Effect    = "Allow"
        Principal = { AWS = local.root }
        Action    = ["kms:CreateGrant"]
        Resource  = "*"
        Condition = {
          ArnEquals = { "aws:PrincipalArn" = local.autoscaling }
          Bool      = { "kms:GrantIsForAWSResource" = "true" }
        }
      },
      {
        Sid       = "EncryptLogs"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        Resource  = "*"
        Condition = {
          ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${data.aws_partition.current.partition}:logs:${local.region}:${local.account}:log-group:*" }
        }
      },
      {
        Sid       = "SendAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
    ]
  }
}
