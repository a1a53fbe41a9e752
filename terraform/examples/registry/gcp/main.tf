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

module "registry" {
  source = "../../../modules/registry/gcp"

  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
  data_key_id = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  readers     = ["release-ledger-staging-node@ledger-staging.iam.gserviceaccount.com"]
  writers     = ["release-ledger-staging-publish@ledger-staging.iam.gserviceaccount.com"]
}

output "url" {
  description = "Where images are pushed to and pulled from, host and path without a tag."
  value       = module.registry.url
}
