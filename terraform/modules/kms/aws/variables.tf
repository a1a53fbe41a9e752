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

variable "rotation_days" {
  description = "Days after which a key gets a new version; old versions go on opening what they sealed."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.rotation_days >= 90 && var.rotation_days <= 2560 && floor(var.rotation_days) == var.rotation_days
    error_message = "could not rotate keys every '${var.rotation_days}' days: AWS takes whole numbers from 90 to 2560; take one"
  }
}

variable "deletion_days" {
  description = "Days for which a key that was deleted can be brought back, 7 to 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deletion_days >= 7 && var.deletion_days <= 30 && floor(var.deletion_days) == var.deletion_days
    error_message = "could not keep deleted keys for '${var.deletion_days}' days: that is not a whole number from 7 to 30; take one"
  }
}

variable "administrators" {
  description = "Who may administer keys, but not use them: roles in aws, groups by address in gcp, groups by object id in azure. Without any, the account's own policies say who."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for role in var.administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", role))])
    error_message = "could not let '${join(", ", var.administrators)}' administer keys: one is no ARN of a role; write arn:aws:iam::ACCOUNT:role/NAME"
  }
}
