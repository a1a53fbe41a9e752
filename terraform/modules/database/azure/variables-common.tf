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

variable "data_key_id" {
  description = "Key that encrypts what is stored: data_key_id of the part kms. In azure without a version: the newest is taken."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9-]+\\.vault\\.azure\\.net/keys/[A-Za-z0-9-]+(/[0-9a-f]+)?$", var.data_key_id))
    error_message = "data_key_id has to be the URL of a key in a vault: https://V.vault.azure.net/keys/K."
  }
}
