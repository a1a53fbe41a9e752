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

module "kms" {
  source = "../../../modules/kms/gcp"

  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
}

output "data_key_id" {
  description = "Key that encrypts what is stored: database, Redis, images, logs, the store of secrets, disks of nodes."
  value       = module.kms.data_key_id
}
