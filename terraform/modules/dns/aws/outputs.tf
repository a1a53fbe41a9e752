output "zone_id" {
  description = "The zone, as the part cdn wants it."
  value       = aws_route53_zone.this.zone_id
}

output "name_servers" {
  description = "Name servers that the zone above has to delegate to."
  value       = aws_route53_zone.this.name_servers
}
