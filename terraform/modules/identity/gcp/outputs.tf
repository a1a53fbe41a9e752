output "service_account_annotations" {
  description = "For each of the workloads the annotations that its service account needs. In gcp none: the account itself is let in."
  value       = { for key, each in var.workloads : key => {} }

  depends_on = [google_secret_manager_secret_iam_member.workloads]
}

output "plan_identity" {
  description = "What a run that plans takes on: a role's ARN, a service account's address, a client id."
  value       = google_service_account.this["plan"].email
}

output "apply_identity" {
  description = "What a run that applies takes on."
  value       = google_service_account.this["apply"].email
}

output "publish_identity" {
  description = "What a run that publishes images takes on, and what the registry lets push."
  value       = google_service_account.this["publish"].email
}

output "identity_provider" {
  description = "Name of the provider that google-github-actions/auth takes beside the service account."
  value       = google_iam_workload_identity_pool_provider.github.name
}
