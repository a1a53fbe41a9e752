locals {
  pull = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
  ]

  # A push asks first what is there already.
  push = concat(local.pull, [
    "ecr:CompleteLayerUpload",
    "ecr:DescribeImages",
    "ecr:InitiateLayerUpload",
    "ecr:ListImages",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
  ])

  statements = [
    { sid = "Pull", identities = var.readers, actions = local.pull },
    { sid = "Push", identities = var.writers, actions = local.push },
  ]
}

resource "aws_ecr_repository_policy" "this" {
  repository = aws_ecr_repository.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for each in local.statements : {
        Sid       = each.sid
        Effect    = "Allow"
        Principal = { AWS = each.identities }
        Action    = each.actions
      } if length(each.identities) > 0],
      [{
        # An image that runs somewhere is not to vanish: only the rule above removes any.
        Sid       = "DeleteNothing"
        Effect    = "Deny"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = ["ecr:BatchDeleteImage"]
      }],
    )
  })
}
