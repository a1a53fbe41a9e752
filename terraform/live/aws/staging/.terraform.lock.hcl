# This file is maintained automatically by "tofu init".
# Manual edits may be lost in future updates.

provider "registry.opentofu.org/hashicorp/aws" {
  version     = "6.69.1"
  constraints = ">= 6.69.1, 6.69.1, < 7.0.0"
}

provider "registry.opentofu.org/hashicorp/random" {
  version     = "3.9.1"
  constraints = ">= 3.9.1, 3.9.1, < 4.0.0"
}
