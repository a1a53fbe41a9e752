output "url" {
  description = "Where images are pushed to and pulled from, host and path without a tag."
  value       = "${var.location}-docker.pkg.dev/${var.project}/${google_artifact_registry_repository.this.repository_id}/${var.repository}"
}

output "registry_id" {
  description = "Identifier of the registry in the cloud."
  value       = google_artifact_registry_repository.this.id
}
