variable "name" {
  description = "Prefix of the name of everything that is made, such as release-ledger-staging."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 25
    error_message = "name has to be 3 to 25 small letters, digits and single dashes, beginning with a letter: names of Google are short."
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
      alltrue([
        for key, value in var.tags :
        can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
      ])
    )
    error_message = "tags have to be labels of Google: small letters, digits, dashes and underscores, at most 63 of them."
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
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]{1,2}$", var.location))
    error_message = "location has to be a region, such as europe-west3."
  }
}

variable "project" {
  description = "Project that it is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project has to be the id of a project, not its number or name."
  }
}

variable "retention_days" {
  description = "Days that logs are kept; half of them in the cheap profile."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.retention_days >= 2 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days has to be a whole number from 2 to 3650."
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
    condition     = can(regex("^[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.zone_id))
    error_message = "zone_id has to be the name of a managed zone."
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
