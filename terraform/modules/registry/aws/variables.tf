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

variable "data_key_id" {
  description = "Key that encrypts what is stored: data_key_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.data_key_id, "arn:")
    error_message = "could not use data_key_id '${var.data_key_id}': it is no ARN; take the output of the module kms, not an alias"
  }
}

variable "repository" {
  description = "Repository in the registry that images of the service are in."
  type        = string
  default     = "release-ledger"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", var.repository)) && length(var.repository) >= 2 && length(var.repository) <= 200
    error_message = "could not use repository '${var.repository}': it is not 2 to 200 lower-case letters and digits with single . _ / - between; rename it"
  }
}

variable "readers" {
  description = "Identities that may pull: node_identity of the part cluster."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for identity in var.readers : startswith(identity, "arn:")])
    error_message = "could not let '${join(", ", var.readers)}' pull: one is no ARN; take outputs of the module cluster"
  }
}

variable "writers" {
  description = "Identities that may push, and delete nothing: publish_identity of the part identity."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for identity in var.writers : startswith(identity, "arn:")])
    error_message = "could not let '${join(", ", var.writers)}' push: one is no ARN; take outputs of the module identity"
  }
}

variable "untagged_days" {
  description = "Days after which an image that no tag names is removed."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && var.untagged_days <= 3650 && floor(var.untagged_days) == var.untagged_days
    error_message = "could not remove images after '${var.untagged_days}' days: that is not a whole number from 1 to 3650; take one"
  }
}
