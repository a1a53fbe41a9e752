locals {
  labels = merge({ environment = var.environment, part = "observability" }, var.tags)
}

resource "google_project_service" "this" {
  for_each = toset(["logging.googleapis.com", "monitoring.googleapis.com", "pubsub.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

data "google_project" "this" {
  project_id = var.project
}

resource "google_logging_project_bucket_config" "this" {
  # checkov:skip=CKV2_GCP_4: a lock cannot be taken back, nor can the bucket then be deleted before its last entry ends
  project          = var.project
  location         = var.location
  bucket_id        = var.name
  description      = "Logs of the cluster and audit logs of ${var.name}"
  retention_days   = var.small ? ceil(var.retention_days / 2) : var.retention_days
  enable_analytics = true

  cmek_settings {
    kms_key_name = var.data_key_id
  }

  depends_on = [google_project_service.this]
}

locals {
  kept = join(" OR ", [
    "resource.type=(\"k8s_container\" OR \"k8s_pod\" OR \"k8s_node\" OR \"k8s_cluster\" OR \"k8s_control_plane_component\")",
    "resource.type=(\"cloudsql_database\" OR \"redis_instance\")",
    "log_id(\"cloudaudit.googleapis.com/data_access\")",
  ])
}

resource "google_logging_project_sink" "this" {
  project                = var.project
  name                   = var.name
  description            = "Logs of ${var.name} into their own bucket"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
  filter                 = local.kept
  unique_writer_identity = true
}

# Or they would be kept, and paid for, twice.
resource "google_logging_project_exclusion" "this" {
  project     = var.project
  name        = var.name
  description = "Logs of ${var.name} are in a bucket of their own"
  filter      = local.kept

  depends_on = [google_logging_project_sink.this]
}

# Who read which secret, and who changed what in the cluster. What people do to the project
# itself is always logged.
resource "google_project_iam_audit_config" "this" {
  for_each = {
    "secretmanager.googleapis.com" = ["DATA_READ", "DATA_WRITE"]
    "container.googleapis.com"     = ["DATA_WRITE"]
    "cloudkms.googleapis.com"      = ["ADMIN_READ", "DATA_WRITE"]
  }

  project = var.project
  service = each.key

  dynamic "audit_log_config" {
    for_each = toset(each.value)

    content {
      log_type = audit_log_config.key
    }
  }
}
