variable "location" {
  description = "Region that everything is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.location))
    error_message = "could not use location '${var.location}': it is no short name of a region; write one such as germanywestcentral"
  }
}

variable "subscription" {
  description = "Subscription that this environment has for itself. Nothing is done in another one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription))
    error_message = "could not use subscription '${var.subscription}': it is no id; write what az account show --query id prints"
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
  description = "Object ids of groups of people who may administer the cluster and the keys. The pipeline may not: Argo CD is what changes the cluster."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.administrators) > 0 && alltrue([for group in var.administrators : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", group))])
    error_message = "could not let '${join(", ", var.administrators)}' administer (administrators): there is none, or one is no object id; write that of a group"
  }
}

variable "state_id" {
  description = "Container that states are in: state_id of examples/state/azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/blobServices/default/containers/[^/]+$", var.state_id))
    error_message = "could not use state_id '${var.state_id}': it is no id of a container; take the output of examples/state/azure"
  }
}

variable "state_key_id" {
  description = "Key that states are encrypted with: key_id of examples/state/azure."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.state_key_id, "https://")
    error_message = "could not use state_key_id '${var.state_key_id}': it is no URL of a key; take the output of examples/state/azure"
  }
}
