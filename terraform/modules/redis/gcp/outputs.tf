output "host" {
  description = "Private host name of Redis. In gcp its address, which stays."
  value       = google_redis_instance.this.host
}

output "port" {
  description = "Port of Redis."
  value       = google_redis_instance.this.port
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with REDIS_URL."
  value       = google_secret_manager_secret.this.secret_id

  depends_on = [google_secret_manager_secret_version.this]
}
