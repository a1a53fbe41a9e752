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

variable "data_key_id" {
  description = "Key that encrypts what is stored: data_key_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.data_key_id, "arn:")
    error_message = "could not use data_key_id '${var.data_key_id}': it is no ARN; take the output of the module kms, not an alias"
  }
}

variable "cidr" {
  description = "Addresses of the network, a /16 that no peer has."
  type        = string
  default     = "10.20.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.cidr)) && endswith(var.cidr, "/16") && try(cidrsubnet(var.cidr, 0, 0) == var.cidr, false)
    error_message = "could not use cidr '${var.cidr}': it is not the first address of a /16; write one such as 10.20.0.0/16"
  }
}

variable "zones" {
  description = "Zones that subnets are spread over, 2 or 3; the cheap profile still spreads, but goes out by one gateway."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "could not spread over '${var.zones}' zones: one is no spread, and not every region has four; take 2 or 3"
  }
}

variable "interface_endpoints" {
  description = "Services of AWS that are reached by addresses of the network instead of the gateway, such as ecr.api. Each costs in each zone by the hour; S3 and DynamoDB cost nothing and are always there."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.interface_endpoints : can(regex("^[a-z][a-z0-9.-]+$", service)) && !contains(["s3", "dynamodb"], service)])
    error_message = "could not make endpoints for '${join(", ", var.interface_endpoints)}': one is no service, or has its gateway; name services such as ecr.api, ecr.dkr, sts"
  }
}
