variable "name" {
  description = "Prefix of the name of everything that is made, such as release-ledger-staging."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 25
    error_message = "name has to be 3 to 25 small letters, digits and single dashes, beginning with a letter: names of Google are short."
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
      alltrue([
        for key, value in var.tags :
        can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))
      ])
    )
    error_message = "tags have to be labels of Google: small letters, digits, dashes and underscores, at most 63 of them."
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
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]{1,2}$", var.location))
    error_message = "location has to be a region, such as europe-west3."
  }
}

variable "project" {
  description = "Project that it is made in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project has to be the id of a project, not its number or name."
  }
}

variable "data_key_id" {
  description = "Key that encrypts what is stored: data_key_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.data_key_id))
    error_message = "data_key_id has to be the id of a key: projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }

  validation {
    condition     = strcontains(var.data_key_id, "/locations/${var.location}/")
    error_message = "data_key_id has to be a key in the region of location: Google refuses any other."
  }
}

variable "network_id" {
  description = "Network that Redis is in: network_id of the part network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/global/networks/[^/]+$", var.network_id))
    error_message = "network_id has to be the id of a network: projects/P/global/networks/N."
  }
}

variable "subnet_ids" {
  description = "Where Redis gets its address: data_subnet_ids of the part network. In gcp the name of one reserved range."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) == 1 && can(regex("^[a-z][a-z0-9-]{0,62}$", var.subnet_ids[0]))
    error_message = "subnet_ids has to be the name of one reserved range."
  }
}

variable "allowed_networks" {
  description = "Networks in CIDR form that may connect: client_networks of the part network."
  type        = list(string)
  nullable    = false

  validation {
    condition = (
      length(var.allowed_networks) > 0 && alltrue([
        for each in var.allowed_networks : can(cidrhost(each, 0)) && try(tonumber(split("/", each)[1]) >= 8, false)
      ])
    )
    error_message = "allowed_networks has to name networks in CIDR form, none wider than /8."
  }
}

variable "redis_version" {
  description = "Major version of Redis' protocol and commands."
  type        = string
  default     = "7"
  nullable    = false

  validation {
    condition     = contains(["6", "7"], var.redis_version)
    error_message = "redis_version has to be 6 or 7."
  }
}

variable "memory_gb" {
  description = "Memory in GiB; the next larger size that the cloud has is taken, half of it in the cheap profile."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.memory_gb >= 1 && var.memory_gb <= 300
    error_message = "memory_gb has to be from 1 to 300."
  }
}
