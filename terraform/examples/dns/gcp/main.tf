terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "8.7.0"
    }
  }
}

provider "google" {
  project = "ledger-staging"
  region  = "europe-west3"
}

module "dns" {
  source = "../../../modules/dns/gcp"

  name                    = "release-ledger-staging"
  environment             = "staging"
  project                 = "ledger-staging"
  zone                    = "staging.ledger.example"
  certificate_authorities = ["pki.goog", "letsencrypt.org"]
}

output "name_servers" {
  description = "Name servers that the zone above has to delegate to."
  value       = module.dns.name_servers
}
