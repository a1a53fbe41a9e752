# The store that examples/state/gcp makes; its outputs say what stands here. It locks by
# itself, and seals with a key of its own.
terraform {
  backend "gcs" {
    bucket = "ledger-production-release-ledger-production-state"
    prefix = "production/argocd"
  }
}
