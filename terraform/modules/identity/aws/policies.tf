locals {
  # By name: the role that it is for, and what it says. AWS takes 6144 characters of one.
  policies = {
    plan        = { role = "plan", statements = local.plan }
    apply       = { role = "apply", statements = local.apply }
    apply-roles = { role = "apply", statements = local.apply_roles }
    publish     = { role = "publish", statements = local.publish }
  }

  # A login to the registry knows no resource. What may be pushed stands in the registry's
  # own policy, which names this role.
  publish = [{
    Sid      = "SignIn"
    Effect   = "Allow"
    Action   = ["ecr:GetAuthorizationToken"]
    Resource = "*"
  }]

  plan = [
    {
      # Looks at settings, and into nothing: no object, no secret, no log, no image.
      Sid      = "ReadSettings"
      Effect   = "Allow"
      Action   = local.readings
      Resource = "*"
    },
    local.state_read,
    local.state_list,
    local.state_decrypt,
  ]

  state_list = {
    Sid      = "FindStates"
    Effect   = "Allow"
    Action   = ["s3:ListBucket"]
    Resource = var.state_id
  }

  # Without a lock: whoever plans waits for nobody, and writes nothing (-lock=false).
  state_read = {
    Sid      = "ReadStates"
    Effect   = "Allow"
    Action   = ["s3:GetObject"]
    Resource = "${var.state_id}/${var.environment}/*"
  }

  state_decrypt = {
    Sid       = "DecryptStates"
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:DescribeKey"]
    Resource  = var.state_key_id
    Condition = { StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" } }
  }

  readings = [
    "acm:DescribeCertificate",
    "acm:ListTagsForCertificate",
    "aps:Describe*",
    "aps:ListTagsForResource",
    "cloudfront:Describe*",
    "cloudfront:GetCachePolicy",
    "cloudfront:GetDistribution",
    "cloudfront:GetFunction",
    "cloudfront:GetResponseHeadersPolicy",
    "cloudfront:ListTagsForResource",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:ListTagsForResource",
    "ec2:Describe*",
    "ec2:GetEbsDefaultKmsKeyId",
    "ec2:GetEbsEncryptionByDefault",
    "ecr:DescribeRepositories",
    "ecr:GetLifecyclePolicy",
    "ecr:GetRepositoryPolicy",
    "ecr:ListTagsForResource",
    "eks:Describe*",
    "eks:ListAssociatedAccessPolicies",
    "eks:ListTagsForResource",
    "elasticache:Describe*",
    "elasticache:ListTagsForResource",
    "iam:GetOpenIDConnectProvider",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:ListPolicyVersions",
    "iam:ListRolePolicies",
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListResourceTags",
    "logs:Describe*",
    "logs:GetDelivery*",
    "logs:ListTagsForResource",
    "rds:Describe*",
    "rds:ListTagsForResource",
    "route53:GetChange",
    "route53:GetDNSSEC",
    "route53:GetHostedZone",
    "route53:GetQueryLoggingConfig",
    "route53:ListResourceRecordSets",
    "route53:ListTagsForResource",
    "s3:GetAccelerateConfiguration",
    "s3:GetBucket*",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetResourcePolicy",
    "secretsmanager:ListSecretVersionIds",
    "sns:GetSubscriptionAttributes",
    "sns:GetTopicAttributes",
    "sns:ListTagsForResource",
    "sts:GetCallerIdentity",
  ]
}
