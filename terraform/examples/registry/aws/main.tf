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

module "registry" {
  source = "../../../modules/registry/aws"

  name        = "release-ledger-staging"
  environment = "staging"
  data_key_id = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000001"
  readers     = ["arn:aws:iam::111122223333:role/release-ledger-staging-node"]
  writers     = ["arn:aws:iam::111122223333:role/release-ledger-staging-publish"]
}

output "url" {
  description = "Where images are pushed to and pulled from, host and path without a tag."
  value       = module.registry.url
}
