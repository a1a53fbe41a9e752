variable "location" {
  description = "Region that everything is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]{1,2}$", var.location))
    error_message = "could not use location '${var.location}': it is no name of a region; write one such as europe-west3"
  }
}

variable "project" {
  description = "Project that this environment has for itself. Nothing is done in another one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "could not use project '${var.project}': it is no id of a project; write its id, not its number or name"
  }
}

variable "small" {
  description = "Whether the cheap profile is taken."
  type        = bool
  nullable    = false
}

variable "cidr" {
  description = "Addresses of the network, a /16 that no peer has; k8s/components/external-data names them, too."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.cidr)) && endswith(var.cidr, "/16")
    error_message = "could not use cidr '${var.cidr}': it is no /16; write one such as 10.20.0.0/16"
  }
}

variable "domain" {
  description = "Host name of the service, and the zone that it is in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,63}$", var.domain))
    error_message = "could not use domain '${var.domain}': it is no host name in lower case; write one such as ledger.example"
  }
}

variable "repository" {
  description = "Repository on GitHub that the pipeline runs in, as OWNER/NAME."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^/*]+/[^/*]+$", var.repository))
    error_message = "could not trust repository '${var.repository}': it is not OWNER/NAME; write it without https:// and without a pattern"
  }
}

variable "alarm_emails" {
  description = "Addresses that are told when logs or metrics do not arrive."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.alarm_emails) > 0
    error_message = "could not leave alarm_emails empty: nobody would be told; write an address"
  }
}

variable "administrators" {
  description = "Groups of people who may administer the cluster and the keys. The pipeline may not: Argo CD is what changes the cluster."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.administrators) > 0 && alltrue([for group in var.administrators : can(regex("^[^@[:space:]]+@[^@[:space:]]+\\.[a-z]+$", group))])
    error_message = "could not let '${join(", ", var.administrators)}' administer (administrators): there is none, or one is no address; write that of a group"
  }
}

variable "state_id" {
  description = "Bucket that states are in: state_id of examples/state/gcp."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.state_id))
    error_message = "could not use state_id '${var.state_id}': it is no name of a bucket; take the output of examples/state/gcp"
  }
}

variable "state_key_id" {
  description = "Key that states are encrypted with: key_id of examples/state/gcp."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.state_key_id, "projects/")
    error_message = "could not use state_key_id '${var.state_key_id}': it is no id of a key; take the output of examples/state/gcp"
  }
}
