data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region
  iam       = "arn:${local.partition}:iam::${local.account}"
  tags      = merge({ Environment = var.environment, Part = "identity" }, var.tags)

  github = "token.actions.githubusercontent.com"

  # Compared whole. A pattern such as repo:OWNER/* lets in whoever may make a repository.
  subjects = {
    plan = [
      "repo:${var.repository}:pull_request",
      "repo:${var.repository}:ref:refs/heads/${var.branch}",
    ]
    apply   = ["repo:${var.repository}:environment:${var.environment}"]
    publish = ["repo:${var.repository}:ref:refs/heads/${var.branch}"]
  }

  # Known before the roles are made, so that others can be planned with them.
  role_arns = { for role in keys(local.subjects) : role => "${local.iam}:role/${var.name}-${role}" }
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://${local.github}"
  client_id_list = ["sts.amazonaws.com"]
  tags           = merge(local.tags, { Name = "${var.name}-github" })
}

resource "aws_iam_role" "pipeline" {
  for_each = local.subjects

  name                 = "${var.name}-${each.key}"
  description          = "What a run of ${var.repository} that is to ${each.key} takes on."
  permissions_boundary = aws_iam_policy.boundary.arn
  max_session_duration = each.key == "apply" ? 7200 : 3600
  tags                 = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.github}:aud" = "sts.amazonaws.com"
          "${local.github}:sub" = each.value
        }
      }
    }]
  })
}

# Passing is bounded by names of roles and by iam:PassedToService, which Trivy does not follow.
#trivy:ignore:AVD-AWS-0342
resource "aws_iam_policy" "pipeline" {
  for_each = local.policies

  name        = "${var.name}-${each.key}"
  description = "What a run that is to ${each.value.role} may do."
  policy      = jsonencode({ Version = "2012-10-17", Statement = each.value.statements })
  tags        = local.tags
}

resource "aws_iam_role_policy_attachment" "pipeline" {
  for_each = local.policies

  role       = aws_iam_role.pipeline[each.value.role].name
  policy_arn = aws_iam_policy.pipeline[each.key].arn
}
