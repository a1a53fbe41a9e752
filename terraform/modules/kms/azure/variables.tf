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

variable "rotation_days" {
  description = "Days after which a key gets a new version; old versions go on opening what they sealed."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.rotation_days >= 28 && var.rotation_days <= 730 && floor(var.rotation_days) == var.rotation_days
    error_message = "rotation_days has to be a whole number from 28 to 730."
  }
}

variable "deletion_days" {
  description = "Days for which a key that was deleted can be brought back, 7 to 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deletion_days >= 7 && var.deletion_days <= 30 && floor(var.deletion_days) == var.deletion_days
    error_message = "deletion_days has to be a whole number from 7 to 30."
  }
}

variable "administrators" {
  description = "Who may administer keys, but not use them: roles in aws, groups by address in gcp, groups by object id in azure."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for each in var.administrators : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", each))])
    error_message = "administrators have to be object ids of groups."
  }
}
