output "host" {
  description = "Private host name of the database. In gcp its address, which stays."
  value       = google_sql_database_instance.this.private_ip_address
}

output "port" {
  description = "Port of the database."
  value       = 5432
}

output "name" {
  description = "Name of the database."
  value       = google_sql_database.this.name
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with DATABASE_URL."
  value       = google_secret_manager_secret.this["database"].secret_id

  depends_on = [google_secret_manager_secret_version.database]
}
