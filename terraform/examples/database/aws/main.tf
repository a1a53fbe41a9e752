terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.69.1"
    }
    random = {
      source  = "hashicorp/random"
      version = "3.9.1"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

module "database" {
  source = "../../../modules/database/aws"

  name             = "release-ledger-staging"
  environment      = "staging"
  small            = true
  data_key_id      = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000001"
  network_id       = "vpc-00000000000000001"
  subnet_ids       = ["subnet-00000000000000001", "subnet-00000000000000002"]
  allowed_networks = ["10.20.0.0/18"]
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with DATABASE_URL."
  value       = module.database.secret
}
