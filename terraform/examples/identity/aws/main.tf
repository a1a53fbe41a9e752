terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.69.1"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

module "identity" {
  source = "../../../modules/identity/aws"

  name            = "release-ledger-staging"
  environment     = "staging"
  data_key_id     = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000001"
  identity_issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/00000000000000000000000000000001"
  repository      = "OWNER/NAME"
  state_id        = "arn:aws:s3:::release-ledger-staging-state-111122223333"
  state_key_id    = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000003"
  workloads = {
    release-ledger = {
      namespace = "release-ledger-staging"
      account   = "release-ledger-secrets"
      secrets   = ["release-ledger-staging/database", "release-ledger-staging/redis"]
    }
  }
}

output "apply_identity" {
  description = "What a run that applies takes on."
  value       = module.identity.apply_identity
}

output "service_account_annotations" {
  description = "For each of the workloads the annotations that its service account needs."
  value       = module.identity.service_account_annotations
}
