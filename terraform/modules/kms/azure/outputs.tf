output "cluster_key_id" {
  description = "Key that seals the cluster's Secrets in etcd. In azure with its version."
  value       = azurerm_key_vault_key.this["cluster"].id
}

output "data_key_id" {
  description = "Key that encrypts what is stored: database, Redis, images, logs, the store of secrets, disks of nodes. In azure without its version: services take the newest."
  value       = azurerm_key_vault_key.this["data"].versionless_id
}

output "vault_id" {
  description = "Vault of keys and secrets."
  value       = azurerm_key_vault.this.id
}

output "vault_url" {
  description = "URL of the vault, for the SecretStore of External Secrets."
  value       = azurerm_key_vault.this.vault_uri
}
