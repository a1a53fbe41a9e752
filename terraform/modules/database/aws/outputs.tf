output "host" {
  description = "Private host name of the database."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port of the database."
  value       = local.port
}

output "name" {
  description = "Name of the database."
  value       = var.database_name
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with DATABASE_URL."
  value       = aws_secretsmanager_secret.this.name

  depends_on = [aws_secretsmanager_secret_version.this]
}
