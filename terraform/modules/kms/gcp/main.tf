locals {
  labels = merge({ environment = var.environment, part = "kms" }, var.tags)

  services = [
    "artifactregistry", "cloudkms", "compute", "container", "logging", "pubsub", "redis",
    "secretmanager", "sqladmin",
  ]
}

resource "google_project_service" "this" {
  for_each = toset([for each in local.services : "${each}.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

# Neither a ring nor a key is ever deleted in Google Cloud, only versions of a key are:
# their names stay taken.
resource "google_kms_key_ring" "this" {
  project  = var.project
  name     = var.name
  location = var.location

  depends_on = [google_project_service.this]
}

# As CKV_GCP_43, below.
#trivy:ignore:AVD-GCP-0065
resource "google_kms_crypto_key" "cluster" {
  # checkov:skip=CKV_GCP_43: rotation_days decides; what is sealed stays with its old version, so that more often is no safer by itself
  name     = "cluster"
  key_ring = google_kms_key_ring.this.id
  purpose  = "ENCRYPT_DECRYPT"
  labels   = local.labels

  rotation_period            = "${var.rotation_days * 86400}s"
  destroy_scheduled_duration = "${var.deletion_days * 86400}s"

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = local.protection
  }

  lifecycle {
    prevent_destroy = true
  }
}

# As CKV_GCP_43, below.
#trivy:ignore:AVD-GCP-0065
resource "google_kms_crypto_key" "data" {
  # checkov:skip=CKV_GCP_43: rotation_days decides; what is sealed stays with its old version, so that more often is no safer by itself
  name     = "data"
  key_ring = google_kms_key_ring.this.id
  purpose  = "ENCRYPT_DECRYPT"
  labels   = local.labels

  rotation_period            = "${var.rotation_days * 86400}s"
  destroy_scheduled_duration = "${var.deletion_days * 86400}s"

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = local.protection
  }

  lifecycle {
    prevent_destroy = true
  }
}
