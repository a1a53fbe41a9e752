output "url" {
  description = "Value of the setting CDN_URL."
  value       = "https://${var.domain}"

  depends_on = [azurerm_cdn_frontdoor_custom_domain_association.this, azurerm_dns_cname_record.domain]
}

output "target" {
  description = "Host name or address that the record of the domain leads to."
  value       = azurerm_cdn_frontdoor_endpoint.this.host_name
}
