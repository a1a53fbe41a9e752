variable "identity_issuer" {
  description = "Who vouches for tokens of service accounts: identity_issuer of the part cluster."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.identity_issuer, "https://")
    error_message = "could not believe identity_issuer '${var.identity_issuer}': it is no URL by HTTPS; take the output of the module cluster"
  }
}

variable "workloads" {
  description = "Service accounts of the cluster that get an identity, and the secrets in the cloud's store that each may read, by name."
  type = map(object({
    namespace = string
    account   = string
    secrets   = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.workloads) : can(regex("^[a-z][a-z0-9-]{0,30}$", name)) && !contains(["apply", "plan", "publish", "cluster", "node"], name)])
    error_message = "could not use workloads '${join(", ", keys(var.workloads))}': one is a name of the pipeline's or the cluster's roles, or not 1 to 31 lower-case letters, digits and hyphens; rename it"
  }

  validation {
    condition     = alltrue([for workload in var.workloads : can(regex("^[a-z0-9-]+$", workload.namespace)) && can(regex("^[a-z0-9.-]+$", workload.account))])
    error_message = "could not use workloads '${join(", ", keys(var.workloads))}': a namespace or account is a pattern or no name; write each out"
  }

  validation {
    condition     = alltrue(flatten([for workload in var.workloads : [for secret in workload.secrets : can(regex("^[A-Za-z0-9/_+=.@-]+$", secret))]]))
    error_message = "could not use workloads '${join(", ", keys(var.workloads))}': a secret is a pattern, an ARN or no name; write the names of the secrets"
  }
}

variable "repository" {
  description = "Repository on GitHub that the pipeline runs in, as subjects of its tokens name it: OWNER/NAME, or OWNER@ID/NAME@ID for one that was made or renamed since the summer of 2026."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$", var.repository))
    error_message = "could not trust repository '${var.repository}': it is neither OWNER/NAME nor OWNER@ID/NAME@ID; write it without https:// and without a pattern"
  }
}

variable "branch" {
  description = "Branch whose runs may publish."
  type        = string
  default     = "main"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.branch)) && !startswith(var.branch, "refs/")
    error_message = "could not trust branch '${var.branch}': it is a pattern, or no name of a branch; write one such as main"
  }
}

variable "state_id" {
  description = "Where states are: state_id of the part state. plan reads them, apply writes those of its environment."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.state_id, "arn:")
    error_message = "could not use state_id '${var.state_id}': it is no ARN of a bucket; take the output of the module state"
  }
}

variable "state_key_id" {
  description = "Key that states are encrypted with: key_id of the part state."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.state_key_id, "arn:")
    error_message = "could not use state_key_id '${var.state_key_id}': it is no ARN; take the output of the module state, not an alias"
  }
}
