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

module "observability" {
  source = "../../../modules/observability/aws"

  name         = "release-ledger-staging"
  environment  = "staging"
  small        = true
  data_key_id  = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-000000000001"
  alarm_emails = ["on-call@ledger.example"]
}

output "metrics_url" {
  description = "URL of Prometheus' remote write."
  value       = module.observability.metrics_url
}
