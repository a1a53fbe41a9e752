output "host" {
  description = "Private host name of Redis."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "port" {
  description = "Port of Redis."
  value       = local.port
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with REDIS_URL."
  value       = aws_secretsmanager_secret.this.name

  depends_on = [aws_secretsmanager_secret_version.this]
}
