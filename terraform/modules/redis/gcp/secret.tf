locals {
  # The authority signs for this one instance, so its certificate in the URL is all the proof
  # there can be; it names an address, not a host.
  url = format(
    "rediss://default:%s@%s:%d/0?ssl_check_hostname=false&ssl_ca_data=%s",
    google_redis_instance.this.auth_string,
    google_redis_instance.this.host,
    google_redis_instance.this.port,
    urlencode(join("\n", google_redis_instance.this.server_ca_certs[*].cert)),
  )
}

resource "google_secret_manager_secret" "this" {
  project             = var.project
  secret_id           = "${var.name}-redis"
  labels              = local.labels
  deletion_protection = var.environment == "production"
  version_destroy_ttl = "604800s"

  replication {
    user_managed {
      replicas {
        location = var.location

        customer_managed_encryption {
          kms_key_name = var.data_key_id
        }
      }
    }
  }

  depends_on = [google_project_service.this]
}

# Google makes the password, so the state of the instance has it, sealed by the key of
# states. This keeps it from being there twice.
resource "google_secret_manager_secret_version" "this" {
  secret         = google_secret_manager_secret.this.id
  secret_data_wo = jsonencode({ REDIS_URL = local.url })

  # A password or an authority that is new is a new URL.
  secret_data_wo_version = sha256(local.url)

  lifecycle {
    create_before_destroy = true
  }
}
