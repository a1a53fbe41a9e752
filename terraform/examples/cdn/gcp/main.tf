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

module "cdn" {
  source = "../../../modules/cdn/gcp"

  name        = "release-ledger-staging"
  environment = "staging"
  small       = true
  location    = "europe-west3"
  project     = "ledger-staging"
  domain      = "static.staging.ledger.example"
  origin      = "staging.ledger.example"
  zone_id     = "release-ledger-staging"
}

output "url" {
  description = "Value of the setting CDN_URL."
  value       = module.cdn.url
}
