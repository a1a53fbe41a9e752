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

variable "data_key_id" {
  description = "Key that encrypts what is stored: data_key_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.data_key_id, "arn:")
    error_message = "could not use data_key_id '${var.data_key_id}': it is no ARN; take the output of the module kms, not an alias"
  }
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

variable "alarm_emails" {
  description = "Addresses that are told when logs or metrics do not arrive."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", address))])
    error_message = "could not tell '${join(", ", var.alarm_emails)}': one is no address of mail; write one such as on-call@ledger.example"
  }
}
