variable "manifests" {
  description = "Argo CD as the repository has it: what kustomize build argocd/install prints."
  type        = string
  nullable    = false

  validation {
    condition = alltrue([
      for each in [
        "applications.argoproj.io", "applicationsets.argoproj.io", "appprojects.argoproj.io",
      ] : can(regex("(?m)^  name: ${replace(each, ".", "\\.")}$", var.manifests))
    ])
    error_message = "could not use manifests: the three definitions of Argo CD are not all there; pass what kustomize build argocd/install prints"
  }
}

variable "handover" {
  description = "Project and application that Argo CD begins with: argocd/appproject-platform.yaml and argocd/root/application.yaml, with a line of --- between."
  type        = string
  nullable    = false

  validation {
    condition = (
      can([for each in split("\n---\n", var.handover) : yamldecode(each).kind]) &&
      try(sort([for each in split("\n---\n", var.handover) : yamldecode(each).kind]), []) == tolist(["AppProject", "Application"])
    )
    error_message = "could not use handover: it is not YAML of one AppProject and one Application; pass both files with a line of --- between"
  }
}

variable "repository" {
  description = "URL of the repository that Argo CD follows."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(https|ssh)://[^\\s]+$", var.repository))
    error_message = "could not use repository '${var.repository}': Argo CD follows https and ssh only; pass such a URL"
  }
}

variable "revision" {
  description = "Branch that Argo CD follows."
  type        = string
  default     = "main"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._/-]*$", var.revision))
    error_message = "could not use revision '${var.revision}': no branch has such a name; pass the one that is followed"
  }
}

variable "environments" {
  description = "Environments that run in this cluster. Name one with its first release, not before: until then its image is nowhere."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for each in var.environments : can(regex("^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$", each))])
    error_message = "could not use environments '${join(", ", var.environments)}': one can be no overlay; take small letters, digits and dashes"
  }
}

variable "platform" {
  description = "What Argo CD installs for the cluster: leave out what the cloud brings, such as metrics-server in gcp and azure."
  type        = set(string)
  default     = ["argo-rollouts", "metrics-server", "monitoring", "policies"]
  nullable    = false

  validation {
    condition = length(setsubtract(var.platform, [
      "argo-rollouts", "metrics-server", "monitoring", "policies",
    ])) == 0
    error_message = "could not use platform '${join(", ", var.platform)}': argocd/platform has no set for one; take of argo-rollouts, metrics-server, monitoring and policies"
  }
}
