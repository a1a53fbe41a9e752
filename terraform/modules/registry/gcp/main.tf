locals {
  labels = merge({ environment = var.environment, part = "registry" }, var.tags)
}

resource "google_project_service" "this" {
  # Images are scanned when they are pushed, and again as flaws become known, once this
  # second service is on.
  for_each = toset(["artifactregistry.googleapis.com", "containerscanning.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

resource "google_artifact_registry_repository" "this" {
  project       = var.project
  location      = var.location
  repository_id = var.name
  description   = "Images of ${var.name}"
  format        = "DOCKER"
  mode          = "STANDARD_REPOSITORY"
  kms_key_name  = var.data_key_id
  labels        = local.labels

  deletion_policy = var.environment == "production" ? "PREVENT" : "DELETE"

  docker_config {
    immutable_tags = true
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }

  cleanup_policy_dry_run = false

  # What an environment runs always has a tag: only what never got one goes.
  cleanup_policies {
    id     = "untagged"
    action = "DELETE"

    condition {
      tag_state  = "UNTAGGED"
      older_than = "${var.untagged_days * 86400}s"
    }
  }

  depends_on = [google_project_service.this]
}

# By number: who they are is known once they are made, and no key can be.
resource "google_artifact_registry_repository_iam_member" "readers" {
  count = length(var.readers)

  project    = var.project
  location   = var.location
  repository = google_artifact_registry_repository.this.name
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:${var.readers[count.index]}"
}

# The role uploads and reads; it has no permission to delete a version or a tag.
resource "google_artifact_registry_repository_iam_member" "writers" {
  count = length(var.writers)

  project    = var.project
  location   = var.location
  repository = google_artifact_registry_repository.this.name
  role       = "roles/artifactregistry.writer"
  member     = "serviceAccount:${var.writers[count.index]}"
}
