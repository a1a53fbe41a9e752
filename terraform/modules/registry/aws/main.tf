data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  tags = merge({ Environment = var.environment, Part = "registry" }, var.tags)
}

# Trivy does not know exclusions: as CKV_AWS_51.
#trivy:ignore:AVD-AWS-0031
resource "aws_ecr_repository" "this" {
  # checkov:skip=CKV_AWS_51: all tags are, but for those of signatures, below
  name                 = var.repository
  image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"
  force_delete         = false
  tags                 = merge(local.tags, { Name = var.name })

  # What cosign says of an image is under a tag made of its digest, and grows: a second
  # statement is added to the first.
  image_tag_mutability_exclusion_filter {
    filter      = "sha256-*"
    filter_type = "WILDCARD"
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.data_key_id
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "What no tag names"
      selection = {
        tagStatus   = "untagged"
        countType   = "sinceImagePushed"
        countUnit   = "days"
        countNumber = var.untagged_days
      }
      action = { type = "expire" }
    }]
  })
}
