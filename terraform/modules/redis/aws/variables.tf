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

variable "network_id" {
  description = "Network that Redis is in: network_id of the part network."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.network_id, "vpc-")
    error_message = "could not use network_id '${var.network_id}': it is no VPC; take the output of the module network"
  }
}

variable "subnet_ids" {
  description = "Where Redis gets its address: data_subnet_ids of the part network."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.subnet_ids)) >= 2
    error_message = "could not use subnet_ids '${join(", ", var.subnet_ids)}': there are fewer than two of them, and AWS wants two zones; take the output of the module network"
  }
}

variable "allowed_networks" {
  description = "Networks in CIDR form that may connect: client_networks of the part network."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_networks) > 0 && alltrue([for network in var.allowed_networks : can(cidrnetmask(network)) && try(tonumber(split("/", network)[1]) >= 8, false)])
    error_message = "could not let in '${join(", ", var.allowed_networks)}': one is no IPv4 network of /8 or smaller; take the output of the module network"
  }
}

variable "redis_version" {
  description = "Major version of Redis' protocol and commands."
  type        = string
  default     = "7"
  nullable    = false

  validation {
    condition     = var.redis_version == "7"
    error_message = "could not use redis_version '${var.redis_version}': the service is tested with 7; take it, without a minor version"
  }
}

variable "memory_gb" {
  description = "Memory in GiB; the next larger size that the cloud has is taken, half of it in the cheap profile."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.memory_gb > 0 && var.memory_gb <= 52
    error_message = "could not give Redis '${var.memory_gb}' GiB: there are machines of up to 52; take less"
  }
}
