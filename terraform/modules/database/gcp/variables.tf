variable "network_id" {
  description = "Network that the database is in: network_id of the part network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/global/networks/[^/]+$", var.network_id))
    error_message = "network_id has to be the id of a network: projects/P/global/networks/N."
  }
}

variable "subnet_ids" {
  description = "Where the database gets its address: data_subnet_ids of the part network. In gcp the name of one reserved range."
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

variable "postgres_version" {
  description = "Major version of PostgreSQL; minor ones come in the maintenance window."
  type        = string
  default     = "16"
  nullable    = false

  validation {
    condition     = contains(["15", "16", "17"], var.postgres_version)
    error_message = "postgres_version has to be 15, 16 or 17."
  }
}

variable "database_name" {
  description = "Name of the database that is made."
  type        = string
  default     = "ledger"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name)) && !contains(["postgres", "cloudsqladmin"], var.database_name)
    error_message = "database_name has to be small letters, digits and underscores, and none of the databases that are there."
  }
}

variable "storage_gb" {
  description = "Disk in GiB to begin with; it grows by itself up to four times that."
  type        = number
  default     = 32
  nullable    = false

  validation {
    condition     = var.storage_gb >= 10 && var.storage_gb <= 16384 && floor(var.storage_gb) == var.storage_gb
    error_message = "storage_gb has to be a whole number from 10 to 16384."
  }
}

variable "max_connections" {
  description = "Connections that the database takes; the bounds of the autoscaler are counted against it."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.max_connections >= 25 && var.max_connections <= 1000 && floor(var.max_connections) == var.max_connections
    error_message = "max_connections has to be a whole number from 25 to 1000; more want a pooler."
  }
}

variable "backup_days" {
  description = "Days back to which the database can be restored, to any second of them; half of them in the cheap profile."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_days >= 2 && var.backup_days <= 35 && floor(var.backup_days) == var.backup_days
    error_message = "backup_days has to be a whole number from 2 to 35."
  }
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted until this is false."
  type        = bool
  default     = true
  nullable    = false
}
