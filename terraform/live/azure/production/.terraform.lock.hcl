# This file is maintained automatically by "tofu init".
# Manual edits may be lost in future updates.

provider "registry.opentofu.org/hashicorp/azurerm" {
  version     = "5.10.0"
  constraints = ">= 5.10.0, 5.10.0, < 6.0.0"
}

provider "registry.opentofu.org/hashicorp/random" {
  version     = "3.9.1"
  constraints = ">= 3.9.1, 3.9.1, < 4.0.0"
}
