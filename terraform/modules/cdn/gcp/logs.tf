locals {
  requests = "resource.type=\"http_load_balancer\" AND resource.labels.backend_service_name=\"${google_compute_backend_service.origin.name}\""
}

# Readers' addresses are in these logs: they are kept apart, and for their own time.
resource "google_logging_project_bucket_config" "requests" {
  # checkov:skip=CKV2_GCP_4: a lock cannot be taken back, nor can the bucket then be deleted before its last entry ends
  project        = var.project
  location       = var.location
  bucket_id      = "${var.name}-cdn"
  description    = "Requests to ${var.domain}"
  retention_days = var.small ? ceil(var.retention_days / 2) : var.retention_days

  depends_on = [google_project_service.this]
}

resource "google_logging_project_sink" "requests" {
  project                = var.project
  name                   = "${var.name}-cdn"
  description            = "Requests to ${var.domain} into their own bucket"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.requests.id}"
  filter                 = local.requests
  unique_writer_identity = true
}

# Or they would be kept, and paid for, twice.
resource "google_logging_project_exclusion" "requests" {
  project     = var.project
  name        = "${var.name}-cdn"
  description = "Requests to ${var.domain} are in a bucket of their own"
  filter      = local.requests

  depends_on = [google_logging_project_sink.requests]
}
