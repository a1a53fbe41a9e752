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

module "cluster" {
  source = "../../../modules/cluster/gcp"

  name           = "release-ledger-staging"
  environment    = "staging"
  small          = true
  location       = "europe-west3"
  project        = "ledger-staging"
  data_key_id    = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  cluster_key_id = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/cluster"
  network_id     = "projects/ledger-staging/global/networks/release-ledger-staging"
  subnet_ids     = ["projects/ledger-staging/regions/europe-west3/subnetworks/release-ledger-staging-nodes"]
  pod_range      = "pods"
  service_range  = "services"
  administrators = ["platform@ledger.example"]
}

output "endpoint" {
  description = "URL of the API server."
  value       = module.cluster.endpoint
}
