locals {
  labels = merge({ environment = var.environment, part = "state" }, var.tags)
}

resource "google_project_service" "this" {
  for_each = toset(["cloudkms.googleapis.com", "storage.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

resource "google_kms_key_ring" "this" {
  project  = var.project
  name     = "${var.name}-state"
  location = var.location

  depends_on = [google_project_service.this]
}

resource "google_kms_crypto_key" "this" {
  name     = "state"
  key_ring = google_kms_key_ring.this.id
  purpose  = "ENCRYPT_DECRYPT"
  labels   = local.labels

  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"

  lifecycle {
    prevent_destroy = true
  }
}

# Asking for the account also makes it, if nobody has stored anything in the project yet.
data "google_storage_project_service_account" "this" {
  project = var.project

  depends_on = [google_project_service.this]
}

resource "google_kms_crypto_key_iam_member" "storage" {
  crypto_key_id = google_kms_crypto_key.this.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = data.google_storage_project_service_account.this.member
}

resource "google_storage_bucket" "this" {
  # checkov:skip=CKV_GCP_62: who read or wrote a state is in the audit log, below; access logs are older, come hours later and need a bucket of their own
  project  = var.project
  name     = "${var.project}-${var.name}-state"
  location = var.location
  labels   = local.labels

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.deletion_protection
  deletion_policy             = var.deletion_protection ? "PREVENT" : "DELETE"

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = google_kms_crypto_key.this.id
  }

  # No retention policy: it would keep the lock from being taken away, and with it every run.
  # Versions and this keep what was there, against a mistake and against ill will.
  soft_delete_policy {
    retention_duration_seconds = min(var.version_days, 90) * 86400
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = var.version_days
      with_state                 = "ARCHIVED"
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.storage]
}

resource "google_project_iam_audit_config" "storage" {
  project = var.project
  service = "storage.googleapis.com"

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
