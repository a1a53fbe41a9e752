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

module "identity" {
  source = "../../../modules/identity/gcp"

  name            = "release-ledger-staging"
  environment     = "staging"
  location        = "europe-west3"
  project         = "ledger-staging"
  identity_issuer = "ledger-staging.svc.id.goog"
  data_key_id     = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  repository      = "owner/release-ledger"
  state_id        = "ledger-staging-state"
  state_key_id    = "projects/ledger-staging/locations/europe-west3/keyRings/state/cryptoKeys/state"
  workloads = {
    secrets = {
      namespace = "release-ledger-staging"
      account   = "release-ledger-secrets"
      secrets   = ["release-ledger-staging-database", "release-ledger-staging-redis"]
    }
  }
}

output "apply_identity" {
  description = "What a run that applies takes on."
  value       = module.identity.apply_identity
}

output "service_account_annotations" {
  description = "For each of the workloads the annotations that its service account needs."
  value       = module.identity.service_account_annotations
}
