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

variable "zone" {
  description = "Domain of the zone without a dot at the end, such as staging.ledger.example."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.zone))
    error_message = "could not use zone '${var.zone}': it is no domain in lower case without a dot at the end; write one such as staging.ledger.example"
  }
}

variable "certificate_authorities" {
  description = "Who may issue certificates for the zone, as CAA records name them."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.certificate_authorities) > 0 && alltrue([for name in var.certificate_authorities : can(regex("^([a-z0-9-]+\\.)+[a-z]{2,63}$", name))])
    error_message = "could not let '${join(", ", var.certificate_authorities)}' issue certificates: there is none, or one is no domain; write those of yours, such as amazon.com"
  }
}
