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

variable "resource_group" {
  description = "Name of the resource group that it is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.resource_group))
    error_message = "resource_group has to be the name of a resource group, not its id."
  }
}

variable "zone" {
  description = "Domain of the zone without a dot at the end, such as staging.ledger.example."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.zone))
    error_message = "zone has to be a domain in small letters, without a dot at the end."
  }
}

variable "certificate_authorities" {
  description = "Who may issue certificates for the zone, as CAA records name them."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.certificate_authorities) > 0 && alltrue([for each in var.certificate_authorities : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", each))])
    error_message = "certificate_authorities have to be domains, at least one, such as pki.goog."
  }
}
