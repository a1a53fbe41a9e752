resource "google_compute_target_https_proxy" "this" {
  project         = var.project
  name            = "${var.name}-cdn"
  url_map         = google_compute_url_map.this.id
  ssl_policy      = google_compute_ssl_policy.this.id
  certificate_map = "//certificatemanager.googleapis.com/${google_certificate_manager_certificate_map.this.id}"
  quic_override   = "ENABLE"
}

resource "google_compute_global_forwarding_rule" "https" {
  project               = var.project
  name                  = "${var.name}-cdn-https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this.id
  ip_protocol           = "TCP"
  port_range            = "443"
  target                = google_compute_target_https_proxy.this.id
  labels                = local.labels
}

# Plain HTTP is answered with where to go, and with nothing else.
resource "google_compute_url_map" "redirect" {
  project = var.project
  name    = "${var.name}-cdn-redirect"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }

  depends_on = [google_project_service.this]
}

resource "google_compute_target_http_proxy" "redirect" {
  project = var.project
  name    = "${var.name}-cdn-redirect"
  url_map = google_compute_url_map.redirect.id
}

resource "google_compute_global_forwarding_rule" "http" {
  project               = var.project
  name                  = "${var.name}-cdn-http"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this.id
  ip_protocol           = "TCP"
  port_range            = "80"
  target                = google_compute_target_http_proxy.redirect.id
  labels                = local.labels
}
