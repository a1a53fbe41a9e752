variable "postgres_version" {
  description = "Major version of PostgreSQL; minor ones come in the maintenance window."
  type        = string
  default     = "16"
  nullable    = false

  validation {
    condition     = contains(["16", "17"], var.postgres_version)
    error_message = "could not use postgres_version '${var.postgres_version}': the service is tested with 16, and 17 is the next; take one, without a minor version"
  }
}

variable "database_name" {
  description = "Name of the database that is made."
  type        = string
  default     = "ledger"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name)) && !contains(["postgres", "rdsadmin", "template0", "template1"], var.database_name)
    error_message = "could not use database_name '${var.database_name}': it is taken, or not 1 to 63 lower-case letters, digits and underscores; take another"
  }
}

variable "storage_gb" {
  description = "Disk in GiB to begin with; it grows by itself up to four times that."
  type        = number
  default     = 32
  nullable    = false

  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 16384 && floor(var.storage_gb) == var.storage_gb
    error_message = "could not use storage_gb '${var.storage_gb}': that is not a whole number from 20 to 16384; take one"
  }
}

variable "max_connections" {
  description = "Connections that the database takes; the bounds of the autoscaler are counted against it."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.max_connections >= 25 && var.max_connections <= 2000 && floor(var.max_connections) == var.max_connections
    error_message = "could not take '${var.max_connections}' connections: that is not a whole number from 25 to 2000; beyond that put PgBouncer in front"
  }
}

variable "backup_days" {
  description = "Days back to which the database can be restored, to any second of them; half of them in the cheap profile."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_days >= 2 && var.backup_days <= 35 && floor(var.backup_days) == var.backup_days
    error_message = "could not keep backups for '${var.backup_days}' days: AWS takes whole numbers up to 35, and one day is none after a weekend; take 2 to 35"
  }
}
