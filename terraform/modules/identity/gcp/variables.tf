variable "identity_issuer" {
  description = "Who vouches for tokens of service accounts: identity_issuer of the part cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]\\.svc\\.id\\.goog$", var.identity_issuer))
    error_message = "identity_issuer has to be a pool of workload identities: PROJECT.svc.id.goog."
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
    condition = (
      alltrue([
        for key, each in var.workloads :
        can(regex("^[a-z][a-z0-9-]{0,61}$", key)) &&
        can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", each.namespace)) &&
        can(regex("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", each.account)) &&
        each.account != "default" &&
        alltrue([for secret in each.secrets : can(regex("^[A-Za-z0-9_-]{1,255}$", secret))])
      ])
    )
    error_message = "workloads have names of Kubernetes, an account that is not default, and names of secrets, none with a wildcard."
  }
}

variable "data_key_id" {
  description = "Key that secrets are encrypted with: data_key_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.data_key_id))
    error_message = "data_key_id has to be the id of a key: projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }

  validation {
    condition     = strcontains(var.data_key_id, "/locations/${var.location}/")
    error_message = "data_key_id has to be a key in the region of location: Google refuses any other."
  }
}

variable "repository" {
  description = "Repository on GitHub that the pipeline runs in, as subjects of its tokens name it: OWNER/NAME, or OWNER@ID/NAME@ID for one that was made or renamed since the summer of 2026."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9-]+/[A-Za-z0-9._-]+|[A-Za-z0-9-]+@[0-9]+/[A-Za-z0-9._-]+@[0-9]+)$", var.repository))
    error_message = "repository has to be OWNER/NAME, or OWNER@ID/NAME@ID."
  }
}

variable "branch" {
  description = "Branch whose runs may publish."
  type        = string
  default     = "main"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._/-]*$", var.branch))
    error_message = "branch has to be the name of a branch, without a wildcard."
  }
}

variable "state_id" {
  description = "Where states are: state_id of the part state. plan reads them, apply writes those of its environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.state_id))
    error_message = "state_id has to be the name of a bucket."
  }
}

variable "state_key_id" {
  description = "Key that states are encrypted with: key_id of the part state."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.state_key_id))
    error_message = "state_key_id has to be the id of a key: projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}
