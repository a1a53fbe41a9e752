terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.69.1, < 7.0.0"
    }
    random = {
      source  = "hashicorp/random"
      version = ">= 3.9.1, < 4.0.0"
    }
  }
}
