provider "aws" {
  region = var.region
  # Whoever is signed in elsewhere is told so, before anything is changed.
  allowed_account_ids = [var.account]

  default_tags {
    tags = {
      Project   = "release-ledger"
      ManagedBy = "terraform"
      Root      = "live/aws/${local.environment}"
    }
  }
}
