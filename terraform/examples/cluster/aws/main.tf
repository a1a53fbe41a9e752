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

module "cluster" {
  source = "../../../modules/cluster/aws"

  name           = "release-ledger-staging"
  environment    = "staging"
  small          = true
  data_key_id    = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000001"
  cluster_key_id = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000002"
  network_id     = "vpc-00000000000000001"
  subnet_ids     = ["subnet-00000000000000001", "subnet-00000000000000002"]
  administrators = ["arn:aws:iam::111122223333:role/platform"]
}

output "endpoint" {
  description = "URL of the API server."
  value       = module.cluster.endpoint
}
