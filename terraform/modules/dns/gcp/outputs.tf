output "zone_id" {
  description = "The zone, as the part cdn wants it."
  value       = google_dns_managed_zone.this.name
}

output "name_servers" {
  description = "Name servers that the zone above has to delegate to."
  value       = google_dns_managed_zone.this.name_servers
}
