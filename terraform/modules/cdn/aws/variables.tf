variable "name" {
  description = "Prefix of the name of everything that is made, such as release-ledger-staging."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 30
    error_message = "could not use name '${var.name}': it is not 3 to 30 lower-case letters, digits and single hyphens; rename or shorten it"
  }
}

variable "environment" {
  description = "Environment that this is for: dev, staging or production."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "staging", "production"], var.environment)
    error_message = "could not use environment '${var.environment}': there is none of that name; take dev, staging or production"
  }
}

variable "tags" {
  description = "Tags or labels of everything that can have them, beside those of the module."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[A-Za-z0-9 _.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:")])
    error_message = "could not use tags '${join(", ", keys(var.tags))}': AWS refuses one of the keys; use letters, digits and _.:/=+@-, and do not begin with aws:"
  }
}

variable "small" {
  description = "Whether the cheap profile is taken: half the size, no second machine that stands by."
  type        = bool
  default     = false
  nullable    = false
}

variable "retention_days" {
  description = "Days that logs are kept; half of them in the cheap profile. CloudWatch knows some numbers only: the next larger one is taken."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 3653 && floor(var.retention_days) == var.retention_days
    error_message = "could not keep logs for '${var.retention_days}' days: that is not a whole number from 1 to 3653; take one"
  }
}

variable "domain" {
  description = "Host name that readers ask, such as static.ledger.example."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.domain))
    error_message = "could not use domain '${var.domain}': it is no host name in lower case; write one such as static.ledger.example"
  }
}

variable "origin" {
  description = "Host name of the service, which is asked by HTTPS for what is not kept yet."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.origin))
    error_message = "could not use origin '${var.origin}': it is no host name in lower case; write one such as ledger.example, without https://"
  }
}

variable "zone_id" {
  description = "Zone that the record and the proof for the certificate are written to: zone_id of the part dns."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]+$", var.zone_id))
    error_message = "could not use zone_id '${var.zone_id}': it is no identifier of a zone; take the output of the module dns, not its name"
  }
}

variable "paths" {
  description = "Paths that are passed on; all others are refused here."
  type        = list(string)
  default     = ["/static/*"]
  nullable    = false

  validation {
    condition     = length(var.paths) > 0 && length(var.paths) <= 20 && alltrue([for path in var.paths : can(regex("^/[a-z0-9/_.-]+\\*?$", path))])
    error_message = "could not pass on '${join(", ", var.paths)}': there are none, or one is no path such as /static/*, or it is all of the service"
  }
}
