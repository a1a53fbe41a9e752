locals {
  # Making, changing and taking away what the parts consist of, service by service. Not all
  # of a service: none of these reads what is stored, logs in, or runs something.
  makings = {
    acm            = ["AddTags", "Delete", "Describe", "Get", "List", "RemoveTags", "Request", "UpdateCertificateOptions"]
    aps            = ["Create", "Delete", "Describe", "List", "Put", "TagResource", "Untag", "Update"]
    cloudfront     = ["AllowVendedLogDelivery", "Create", "Delete", "Describe", "Get", "List", "Publish", "Tag", "Untag", "Update"]
    cloudwatch     = ["Delete", "Describe", "List", "Put", "Tag", "Untag"]
    ec2            = ["Allocate", "Associate", "Attach", "AuthorizeSecurityGroup", "Create", "Delete", "Describe", "Detach", "DisableEbs", "Disassociate", "EnableEbs", "GetEbs", "Modify", "Release", "Replace", "Reset", "RevokeSecurityGroup", "RunInstances", "UpdateSecurityGroup"]
    ecr            = ["CreateRepository", "DeleteLifecyclePolicy", "DeleteRepository", "Describe", "GetLifecyclePolicy", "GetRepositoryPolicy", "List", "PutImageScanning", "PutImageTag", "PutLifecyclePolicy", "SetRepositoryPolicy", "Tag", "Untag"]
    eks            = ["AssociateAccessPolicy", "AssociateEncryption", "Create", "Delete", "Describe", "DisassociateAccessPolicy", "List", "Tag", "Untag", "Update"]
    elasticache    = ["AddTags", "Create", "Decrease", "Delete", "Describe", "Increase", "List", "Modify", "RemoveTags", "Reset"]
    kms            = ["CancelKeyDeletion", "Create", "DeleteAlias", "Describe", "DisableKeyRotation", "EnableKey", "GetKey", "GetPublicKey", "List", "PutKeyPolicy", "RotateKey", "ScheduleKeyDeletion", "TagResource", "UntagResource", "Update"]
    logs           = ["AssociateKms", "Create", "Delete", "Describe", "DisassociateKms", "GetDelivery", "GetLogDelivery", "List", "Put", "Tag", "Untag", "Update"]
    rds            = ["AddTags", "Create", "Delete", "Describe", "List", "Modify", "Reboot", "RemoveTags", "Reset"]
    route53        = ["Activate", "Change", "Create", "Deactivate", "Delete", "DisableHostedZone", "EnableHostedZone", "Get", "List", "Update"]
    secretsmanager = ["CreateSecret", "DeleteSecret", "DescribeSecret", "GetResourcePolicy", "ListSecret", "PutSecretValue", "RestoreSecret", "TagResource", "UntagResource", "UpdateSecret"]
    sns            = ["CreateTopic", "Delete", "Get", "List", "SetSubscription", "SetTopic", "Subscribe", "Tag", "Unsubscribe", "Untag"]
  }

  apply = [
    {
      # In the region of the environment; CDN and DNS are in us-east-1 or nowhere.
      Sid       = "MakeParts"
      Effect    = "Allow"
      Action    = flatten([for service, verbs in local.makings : [for verb in verbs : "${service}:${verb}*"]])
      Resource  = "*"
      Condition = { StringEquals = { "aws:RequestedRegion" = distinct([local.region, "us-east-1"]) } }
    },
    {
      # What is made is encrypted on behalf of whoever makes it.
      Sid       = "EncryptParts"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
      Resource  = var.data_key_id
      Condition = { StringEquals = { "kms:ViaService" = [for service in ["aps", "ec2", "ecr", "elasticache", "rds", "secretsmanager", "sns"] : "${service}.${local.region}.amazonaws.com"] } }
    },
    {
      # The CDN's log, which is emptied before it goes.
      Sid    = "MakeBuckets"
      Effect = "Allow"
      Action = [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetAccelerateConfiguration",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ]
      Resource = [local.logs, "${local.logs}/*"]
    },
    {
      Sid      = "WriteStates"
      Effect   = "Allow"
      Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
      Resource = "${var.state_id}/${var.environment}/*"
    },
    local.state_list,
    {
      Sid       = "EncryptStates"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
      Resource  = var.state_key_id
      Condition = { StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" } }
    },
  ]

  logs = "arn:${local.partition}:s3:::${var.name}-cdn-logs-${local.account}"
}
