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

module "cdn" {
  source = "../../../modules/cdn/aws"

  name        = "release-ledger-staging"
  environment = "staging"
  small       = true
  domain      = "static.staging.ledger.example"
  origin      = "staging.ledger.example"
  zone_id     = "Z00000000000000000001"
}

output "url" {
  description = "Value of the setting CDN_URL."
  value       = module.cdn.url
}
