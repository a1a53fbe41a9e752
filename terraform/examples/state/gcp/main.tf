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

module "state" {
  source = "../../../modules/state/gcp"

  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
}

output "state_id" {
  description = "The store as rights are given to it: a bucket's ARN, a bucket's name, a container's id."
  value       = module.state.state_id
}

output "key_id" {
  description = "Key that states are encrypted with."
  value       = module.state.key_id
}

output "backend" {
  description = "Arguments of the backend block, but for the state's own name in the store. In gcp that is prefix; the store locks by itself."
  value       = module.state.backend
}
