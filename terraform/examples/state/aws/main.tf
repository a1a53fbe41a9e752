# Applied by hand, once for an account, before anything else. Its own state is a file at
# first: write the output backend into a block backend "s3", then tofu init -migrate-state.
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

module "state" {
  source = "../../../modules/state/aws"

  name        = "release-ledger-staging"
  environment = "staging"
}

output "backend" {
  description = "Arguments of the backend block, but for the state's own name in the store."
  value       = module.state.backend
}
