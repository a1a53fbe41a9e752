output "url" {
  description = "Where images are pushed to and pulled from, host and path without a tag."
  value       = "${azurerm_container_registry.this.login_server}/${var.repository}"
}

output "registry_id" {
  description = "Identifier of the registry in the cloud."
  value       = azurerm_container_registry.this.id
}
