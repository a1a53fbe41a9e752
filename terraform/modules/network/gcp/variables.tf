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

variable "cidr" {
  description = "Addresses of the network, a /16 that no peer has."
  type        = string
  default     = "10.20.0.0/16"
  nullable    = false

  validation {
    condition     = can(regex("^(10|172|192)\\..*/16$", var.cidr)) && can(cidrhost(var.cidr, 0)) && try(cidrhost(var.cidr, 0) == split("/", var.cidr)[0], false)
    error_message = "cidr has to be a private /16, such as 10.20.0.0/16."
  }
}

variable "zones" {
  description = "Zones that subnets are spread over, 2 or 3; the cheap profile still spreads, but goes out by one gateway. In gcp a subnet is in all zones of its region: here it is the number that the region has to have."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones has to be 2 or 3."
  }
}
