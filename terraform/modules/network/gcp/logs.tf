locals {
  flows = "resource.type=\"gce_subnetwork\" AND resource.labels.subnetwork_name=\"${google_compute_subnetwork.nodes.name}\""
}

# Who talked to whom is kept apart from what programs say, and for its own time.
resource "google_logging_project_bucket_config" "flows" {
  # checkov:skip=CKV2_GCP_4: a lock cannot be taken back, nor can the bucket then be deleted before its last entry ends
  project        = var.project
  location       = var.location
  bucket_id      = "${var.name}-flows"
  description    = "Flow logs and refused connections of ${var.name}"
  retention_days = var.small ? ceil(var.retention_days / 2) : var.retention_days

  depends_on = [google_project_service.this]
}

resource "google_logging_project_sink" "flows" {
  project                = var.project
  name                   = "${var.name}-flows"
  description            = "Flow logs of ${var.name} into their own bucket"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.flows.id}"
  filter                 = local.flows
  unique_writer_identity = true
}

# Or they would be kept, and paid for, twice.
resource "google_logging_project_exclusion" "flows" {
  project     = var.project
  name        = "${var.name}-flows"
  description = "Flow logs of ${var.name} are in a bucket of their own"
  filter      = local.flows

  depends_on = [google_logging_project_sink.flows]
}
