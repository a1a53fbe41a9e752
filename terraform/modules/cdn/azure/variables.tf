variable "name" {
  description = "Prefix of the name of everything that is made, such as release-ledger-staging."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 40
    error_message = "name has to be 3 to 40 small letters, digits and single dashes, beginning with a letter."
  }
}

variable "environment" {
  description = "Environment that this is for: dev, staging or production."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "staging", "production"], var.environment)
    error_message = "environment has to be dev, staging or production."
  }
}

variable "tags" {
  description = "Tags or labels of everything that can have them, beside those of the module."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = (
      length(var.tags) <= 40 && alltrue([
        for key, value in var.tags :
        can(regex("^[^<>%&?/\\\\]{1,128}$", key)) && length(value) <= 256
      ])
    )
    error_message = "tags have to be at most 40, with names of at most 128 characters and values of at most 256."
  }
}

variable "small" {
  description = "Whether the cheap profile is taken: half the size, no second machine that stands by."
  type        = bool
  default     = false
  nullable    = false
}

variable "location" {
  description = "Region that it is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.location))
    error_message = "location has to be the short name of a region, such as germanywestcentral."
  }
}

variable "resource_group" {
  description = "Name of the resource group that it is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.resource_group))
    error_message = "resource_group has to be the name of a resource group, not its id."
  }
}

variable "retention_days" {
  description = "Days that logs are kept; half of them in the cheap profile."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.retention_days >= 30 && var.retention_days <= 730 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days has to be a whole number from 30 to 730."
  }
}

variable "domain" {
  description = "Host name that readers ask, such as static.ledger.example."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.domain))
    error_message = "domain has to be a host name in small letters, without a dot at the end."
  }
}

variable "origin" {
  description = "Host name of the service, which is asked by HTTPS for what is not kept yet."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.origin)) && var.origin != var.domain
    error_message = "origin has to be a host name, and not the domain itself."
  }
}

variable "zone_id" {
  description = "Zone that the record and the proof for the certificate are written to: zone_id of the part dns."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/dnsZones/[^/]+$", var.zone_id))
    error_message = "zone_id has to be the id of a DNS zone."
  }
}

variable "paths" {
  description = "Paths that are passed on; all others are refused here."
  type        = list(string)
  default     = ["/static/*"]
  nullable    = false

  validation {
    condition = (
      length(var.paths) > 0 && length(var.paths) <= 10 && alltrue([
        for each in var.paths : can(regex("^/[A-Za-z0-9._~/-]*[*]$", each))
      ])
    )
    error_message = "paths have to be 1 to 10, to begin with a slash and to end with an asterisk."
  }
}
