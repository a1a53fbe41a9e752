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

module "network" {
  source = "../../../modules/network/gcp"

  name        = "release-ledger-staging"
  environment = "staging"
  small       = true
  location    = "europe-west3"
  project     = "ledger-staging"
}

output "subnet_ids" {
  description = "Private subnets, for nodes."
  value       = module.network.subnet_ids
}
