output "url" {
  description = "Value of the setting CDN_URL."
  value       = "https://${var.domain}"

  depends_on = [google_compute_global_forwarding_rule.https, google_certificate_manager_certificate_map_entry.this]
}

output "target" {
  description = "Host name or address that the record of the domain leads to."
  value       = google_compute_global_address.this.address
}
