# In a file of its own: Trivy passes over a whole file that has such a block.
ephemeral "random_password" "this" {
  length  = 40
  special = false
}

ephemeral "google_secret_manager_secret_version" "password" {
  project = var.project
  secret  = google_secret_manager_secret.this["password"].secret_id
  version = google_secret_manager_secret_version.password.version
}
