mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  data_key_id = "arn:aws:kms:eu-central-1:111122223333:key/data"
  readers     = ["arn:aws:iam::111122223333:role/node"]
  writers     = ["arn:aws:iam::111122223333:role/publish"]
}

run "tags_stay_and_images_are_scanned" {
  command = plan

  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE_WITH_EXCLUSION"
    error_message = "a tag can be moved"
  }

  assert {
    condition     = [for each in aws_ecr_repository.this.image_tag_mutability_exclusion_filter : each.filter] == ["sha256-*"]
    error_message = "other tags than those of signatures can be moved"
  }

  assert {
    condition     = aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "a push is not scanned"
  }

  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].encryption_type == "KMS" && aws_ecr_repository.this.encryption_configuration[0].kms_key == "arn:aws:kms:eu-central-1:111122223333:key/data"
    error_message = "images are encrypted by another key"
  }

  assert {
    condition     = !aws_ecr_repository.this.force_delete
    error_message = "a registry with images in it can be deleted"
  }
}

run "few_may_push_and_nobody_deletes" {
  command = plan

  assert {
    condition = { for each in jsondecode(aws_ecr_repository_policy.this.policy).Statement : each.Sid => each.Action } == {
      Pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Push = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:CompleteLayerUpload",
        "ecr:DescribeImages", "ecr:InitiateLayerUpload", "ecr:ListImages", "ecr:PutImage", "ecr:UploadLayerPart",
      ]
      DeleteNothing = ["ecr:BatchDeleteImage"]
    }
    error_message = "the policy allows other actions"
  }

  assert {
    condition     = jsondecode(aws_ecr_repository_policy.this.policy).Statement[1].Principal.AWS == ["arn:aws:iam::111122223333:role/publish"]
    error_message = "others may push"
  }
}

run "only_what_no_tag_names_is_removed" {
  command = plan

  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this.policy).rules[0].selection == { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 30 }
    error_message = "something else is removed"
  }

  assert {
    condition     = length(jsondecode(aws_ecr_lifecycle_policy.this.policy).rules) == 1
    error_message = "there is another rule"
  }
}

run "without_readers_nobody_pulls" {
  command = plan

  variables {
    readers = []
    writers = []
  }

  assert {
    condition     = [for each in jsondecode(aws_ecr_repository_policy.this.policy).Statement : each.Sid] == ["DeleteNothing"]
    error_message = "somebody may"
  }
}
