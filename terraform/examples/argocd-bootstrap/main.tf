terraform {
  required_version = ">= 1.11.0, < 2.0.0"

  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "3.3.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "3.4.0"
    }
  }
}

provider "kubernetes" {
  config_path = "~/.kube/config"
}

provider "helm" {
  kubernetes = {
    config_path = "~/.kube/config"
  }
}

variable "manifests" {
  description = "File that kustomize build argocd/install was printed into."
  type        = string
  nullable    = false

  validation {
    condition     = fileexists(var.manifests)
    error_message = "could not read manifests '${var.manifests}': there is no such file; run kustomize build argocd/install > ${var.manifests}"
  }
}

locals {
  argocd = "${path.module}/../../../argocd"
}

module "argocd" {
  source = "../../modules/argocd-bootstrap"

  manifests    = file(var.manifests)
  handover     = join("\n---\n", [for each in ["appproject-platform", "root/application"] : file("${local.argocd}/${each}.yaml")])
  repository   = "https://git.example/release-ledger.git"
  environments = ["staging"]
}

output "root_application" {
  description = "Name of the application that installs all others."
  value       = module.argocd.root_application
}
