variable "manifests" {
  description = "File that kustomize build argocd/install was printed into."
  type        = string
  nullable    = false

  validation {
    condition     = fileexists(var.manifests)
    error_message = "could not read manifests '${var.manifests}': there is no such file; run kustomize build argocd/install > ${var.manifests}"
  }
}

variable "repository" {
  description = "URL of the repository that Argo CD follows."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.repository, "https://") || startswith(var.repository, "ssh://")
    error_message = "could not follow repository '${var.repository}': Argo CD follows https and ssh only; write such a URL"
  }
}

variable "environments" {
  description = "Environments that run in this cluster. Name one with its first release, not before: until then its image is nowhere."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for each in var.environments : contains(["dev", "staging", "production"], each)])
    error_message = "could not run environments '${join(", ", var.environments)}': there is none of one of these names; take dev, staging or production"
  }
}
