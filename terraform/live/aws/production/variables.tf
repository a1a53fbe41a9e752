variable "region" {
  description = "Region that everything is made in, but for what AWS has in us-east-1 only."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "could not use region '${var.region}': it is no name of a region; write one such as eu-central-1"
  }
}

variable "account" {
  description = "Account that this environment has for itself. Nothing is done in another one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account))
    error_message = "could not use account '${var.account}': it has not twelve digits; write the account's number"
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

variable "administrators" {
  description = "Roles of people who may administer the cluster and the keys. The pipeline may not: Argo CD is what changes the cluster."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.administrators) > 0 && alltrue([for role in var.administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", role))])
    error_message = "could not let '${join(", ", var.administrators)}' administer: there is none, or one is no ARN of a role; write arn:aws:iam::ACCOUNT:role/NAME"
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

variable "registry_readers" {
  description = "Roles of other accounts that pull images: the nodes of staging. They have to be there before."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for role in var.registry_readers : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", role))])
    error_message = "could not let '${join(", ", var.registry_readers)}' pull (registry_readers): one is no ARN of a role; write arn:aws:iam::ACCOUNT:role/release-ledger-staging-node"
  }
}

variable "state_key_id" {
  description = "Key that states are encrypted with: key_id of examples/state/aws."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.state_key_id, "arn:")
    error_message = "could not use state_key_id '${var.state_key_id}': it is no ARN; take the output of examples/state/aws"
  }
}
