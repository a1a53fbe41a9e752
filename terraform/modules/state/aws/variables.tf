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

variable "version_days" {
  description = "Days that a state which was replaced can be taken back."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.version_days >= 7 && var.version_days <= 3650 && floor(var.version_days) == var.version_days
    error_message = "could not keep replaced states for '${var.version_days}' days: that is not a whole number from 7 to 3650; take one"
  }
}

variable "deletion_protection" {
  description = "Whether the store refuses to be deleted while it holds states, until this is false."
  type        = bool
  default     = true
  nullable    = false
}
