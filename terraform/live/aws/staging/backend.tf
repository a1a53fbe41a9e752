# The store that examples/state/aws makes; its outputs say what stands here.
terraform {
  backend "s3" {
    bucket       = "release-ledger-staging-state-111111111111"
    key          = "staging/terraform.tfstate"
    region       = "eu-central-1"
    kms_key_id   = "arn:aws:kms:eu-central-1:111111111111:key/00000000-0000-4000-8000-000000000001"
    encrypt      = true
    use_lockfile = true
  }
}
