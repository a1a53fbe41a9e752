# This file is maintained automatically by "tofu init".
# Manual edits may be lost in future updates.

provider "registry.opentofu.org/hashicorp/helm" {
  version     = "3.3.0"
  constraints = "3.3.0"
}

provider "registry.opentofu.org/hashicorp/kubernetes" {
  version     = "3.4.0"
  constraints = "3.4.0"
}
