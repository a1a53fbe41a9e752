output "host" {
  description = "Private host name of the database."
  value       = azurerm_postgresql_flexible_server.this.fqdn

  depends_on = [azurerm_private_endpoint.this, azurerm_network_security_rule.clients]
}

output "port" {
  description = "Port of the database."
  value       = 5432
}

output "name" {
  description = "Name of the database."
  value       = azurerm_postgresql_flexible_server_database.this.name
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with DATABASE_URL."
  value       = azurerm_key_vault_secret.database.name
}
