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

module "observability" {
  source = "../../../modules/observability/gcp"

  name         = "release-ledger-staging"
  environment  = "staging"
  small        = true
  location     = "europe-west3"
  project      = "ledger-staging"
  data_key_id  = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  alarm_emails = ["on-call@ledger.example"]
}

output "metrics_url" {
  description = "URL of Prometheus' remote write."
  value       = module.observability.metrics_url
}
