output "host" {
  description = "Private host name of Redis."
  value       = azurerm_managed_redis.this.hostname

  depends_on = [azurerm_private_endpoint.this, azurerm_network_security_rule.clients]
}

output "port" {
  description = "Port of Redis."
  value       = azurerm_managed_redis.this.default_database[0].port
}

output "secret" {
  description = "Name of the secret in the cloud's store whose value is a JSON object with REDIS_URL."
  value       = azurerm_key_vault_secret.this.name
}
