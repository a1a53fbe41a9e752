locals {
  labels = merge({ environment = var.environment, part = "redis" }, var.tags)

  memory   = ceil(var.small ? var.memory_gb / 2 : var.memory_gb)
  versions = { "6" = "REDIS_6_X", "7" = "REDIS_7_2" }
}

resource "google_project_service" "this" {
  for_each = toset(["redis.googleapis.com", "secretmanager.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

# Memorystore for Valkey would be the newer one, but signs in by a token that ends each hour:
# the service has a URL with a password.
resource "google_redis_instance" "this" {
  project      = var.project
  name         = var.name
  display_name = "${var.name}, made by Terraform"
  region       = var.location
  labels       = local.labels

  tier               = var.small ? "BASIC" : "STANDARD_HA"
  memory_size_gb     = local.memory
  redis_version      = local.versions[var.redis_version]
  authorized_network = var.network_id
  connect_mode       = "PRIVATE_SERVICE_ACCESS"
  reserved_ip_range  = var.subnet_ids[0]

  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"
  customer_managed_key    = var.data_key_id
  deletion_protection     = var.environment == "production"

  # Sessions and locks have an end; when memory is short, what ends soonest goes first.
  redis_configs = { maxmemory-policy = "volatile-ttl" }

  persistence_config {
    persistence_mode    = var.small ? "DISABLED" : "RDB"
    rdb_snapshot_period = var.small ? null : "SIX_HOURS"
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = "SUNDAY"

      start_time {
        hours   = 3
        minutes = 0
        seconds = 0
        nanos   = 0
      }
    }
  }

  depends_on = [google_project_service.this]

  lifecycle {
    postcondition {
      condition     = self.transit_encryption_mode == "SERVER_AUTHENTICATION" && self.auth_enabled
      error_message = "Redis answers without TLS or password: something has changed its settings."
    }
  }
}
