# A password is made, put into the store and forgotten: neither it nor the URL is in a state.
# The store comes first and is then asked, so that a run that breaks off between the two
# still ends with one password.
locals {
  user = var.database_name

  url = format(
    "postgresql+psycopg://%s:%s@%s:5432/%s?sslmode=require",
    local.user,
    ephemeral.google_secret_manager_secret_version.password.secret_data,
    google_sql_database_instance.this.private_ip_address,
    google_sql_database.this.name,
  )
}

# The password changes when this number does: tofu apply -replace=ADDRESS.
resource "random_integer" "password" {
  min = 1
  max = 2147483647
}

resource "google_secret_manager_secret" "this" {
  for_each = toset(["password", "database"])

  project             = var.project
  secret_id           = "${var.name}-${each.key}"
  labels              = local.labels
  deletion_protection = var.deletion_protection
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

resource "google_secret_manager_secret_version" "password" {
  secret                 = google_secret_manager_secret.this["password"].id
  secret_data_wo         = ephemeral.random_password.this.result
  secret_data_wo_version = random_integer.password.result

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_sql_user" "this" {
  project             = var.project
  instance            = google_sql_database_instance.this.name
  name                = local.user
  password_wo         = ephemeral.google_secret_manager_secret_version.password.secret_data
  password_wo_version = random_integer.password.result

  # A user that owns tables cannot be dropped; it goes with the instance.
  deletion_policy = "ABANDON"
}

resource "google_secret_manager_secret_version" "database" {
  secret                 = google_secret_manager_secret.this["database"].id
  secret_data_wo         = jsonencode({ DATABASE_URL = local.url })
  secret_data_wo_version = random_integer.password.result

  depends_on = [google_sql_user.this]

  lifecycle {
    create_before_destroy = true
  }
}
