resource "google_compute_global_address" "this" {
  project = var.project
  name    = "${var.name}-cdn"
  labels  = local.labels

  depends_on = [google_project_service.this]
}

resource "google_dns_record_set" "domain" {
  project      = var.project
  managed_zone = var.zone_id
  name         = "${var.domain}."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_global_address.this.address]
}

# That the domain is ours is proven by a record, so the certificate is there before the
# first reader is sent here.
resource "google_certificate_manager_dns_authorization" "this" {
  project     = var.project
  name        = "${var.name}-cdn"
  description = "Proof for ${var.domain}"
  domain      = var.domain
  labels      = local.labels

  depends_on = [google_project_service.this]
}

resource "google_dns_record_set" "proof" {
  project      = var.project
  managed_zone = var.zone_id
  name         = google_certificate_manager_dns_authorization.this.dns_resource_record[0].name
  type         = google_certificate_manager_dns_authorization.this.dns_resource_record[0].type
  ttl          = 300
  rrdatas      = [google_certificate_manager_dns_authorization.this.dns_resource_record[0].data]
}

resource "google_certificate_manager_certificate" "this" {
  project     = var.project
  name        = "${var.name}-cdn"
  description = "Certificate of ${var.domain}"
  labels      = local.labels

  managed {
    domains            = [var.domain]
    dns_authorizations = [google_certificate_manager_dns_authorization.this.id]
  }
}

resource "google_certificate_manager_certificate_map" "this" {
  project = var.project
  name    = "${var.name}-cdn"
  labels  = local.labels

  depends_on = [google_project_service.this]
}

resource "google_certificate_manager_certificate_map_entry" "this" {
  project      = var.project
  name         = "${var.name}-cdn"
  map          = google_certificate_manager_certificate_map.this.name
  certificates = [google_certificate_manager_certificate.this.id]
  hostname     = var.domain
  labels       = local.labels
}
