terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.69.1"
    }
  }

  backend "s3" {
    bucket       = "shop-state"
    key          = "staging"
    region       = "eu-central-1"
    use_lockfile = true
  }
}
