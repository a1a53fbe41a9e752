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

module "redis" {
  source = "../../../modules/redis/gcp"

  name             = "release-ledger-staging"
  environment      = "staging"
  small            = true
  location         = "europe-west3"
  project          = "ledger-staging"
  data_key_id      = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  network_id       = "projects/ledger-staging/global/networks/release-ledger-staging"
  subnet_ids       = ["release-ledger-staging-data"]
  allowed_networks = ["10.20.0.0/20"]
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with REDIS_URL."
  value       = module.redis.secret
}
