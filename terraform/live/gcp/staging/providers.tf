provider "google" {
  project = var.project
  region  = var.location

  default_labels = {
    project    = "release-ledger"
    managed-by = "terraform"
    root       = "live-gcp-${local.environment}"
  }
}
