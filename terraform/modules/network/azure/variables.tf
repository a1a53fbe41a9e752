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
  description = "Zones that subnets are spread over, 2 or 3; the cheap profile still spreads, but goes out by one gateway. In azure a subnet is in all zones: public addresses are in this many."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones has to be 2 or 3."
  }
}

variable "logs_id" {
  description = "Workspace that logs are sent to: logs_id of the part observability."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.OperationalInsights/workspaces/[^/]+$", var.logs_id))
    error_message = "logs_id has to be the id of a workspace."
  }
}
