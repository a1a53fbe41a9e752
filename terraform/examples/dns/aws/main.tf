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

module "dns" {
  source = "../../../modules/dns/aws"

  name                    = "release-ledger-staging"
  environment             = "staging"
  zone                    = "staging.ledger.example"
  certificate_authorities = ["amazon.com", "letsencrypt.org"]
}

output "name_servers" {
  description = "Name servers that the zone above has to delegate to."
  value       = module.dns.name_servers
}
