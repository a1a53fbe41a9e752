output "zone_id" {
  description = "The zone, as the part cdn wants it."
  value       = azurerm_dns_zone.this.id
}

output "name_servers" {
  description = "Name servers that the zone above has to delegate to."
  value       = sort(azurerm_dns_zone.this.name_servers)
}
