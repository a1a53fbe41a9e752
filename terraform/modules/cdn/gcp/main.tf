locals {
  labels = merge({ environment = var.environment, part = "cdn" }, var.tags)

  # Told by the reader's browser, or by the path itself: nothing else may change the answer.
  headers = [
    "Strict-Transport-Security: max-age=31536000; includeSubDomains",
    "X-Content-Type-Options: nosniff",
    "Cross-Origin-Resource-Policy: cross-origin",
    "Referrer-Policy: no-referrer",
  ]
}

resource "google_project_service" "this" {
  for_each = toset(["certificatemanager.googleapis.com", "compute.googleapis.com", "logging.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

resource "google_compute_global_network_endpoint_group" "origin" {
  project               = var.project
  name                  = "${var.name}-cdn-origin"
  description           = "The service at ${var.origin}"
  network_endpoint_type = "INTERNET_FQDN_PORT"
  default_port          = 443

  depends_on = [google_project_service.this]
}

resource "google_compute_global_network_endpoint" "origin" {
  project                       = var.project
  global_network_endpoint_group = google_compute_global_network_endpoint_group.origin.name
  fqdn                          = var.origin
  port                          = 443
}

resource "google_compute_backend_service" "origin" {
  project               = var.project
  name                  = "${var.name}-cdn"
  description           = "What is not kept yet is asked from ${var.origin}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = "HTTPS"
  timeout_sec           = 30
  security_policy       = google_compute_security_policy.this.id

  enable_cdn              = true
  compression_mode        = "AUTOMATIC"
  custom_request_headers  = ["Host: ${var.origin}"]
  custom_response_headers = local.headers

  backend {
    group = google_compute_global_network_endpoint_group.origin.id
  }

  # The service says how long each file may be kept: a year, for its name changes with it.
  cdn_policy {
    cache_mode        = "USE_ORIGIN_HEADERS"
    negative_caching  = true
    serve_while_stale = 86400

    cache_key_policy {
      include_host         = false
      include_protocol     = false
      include_query_string = false
    }
  }

  log_config {
    enable      = true
    sample_rate = var.small ? 0.1 : 1
  }

  lifecycle {
    precondition {
      condition     = !endswith(var.origin, ".${var.domain}")
      error_message = "${var.origin} is below ${var.domain}: the CDN would ask itself."
    }
  }
}

resource "google_compute_url_map" "this" {
  project         = var.project
  name            = "${var.name}-cdn"
  description     = "All that asks for ${var.domain}"
  default_service = google_compute_backend_service.origin.id
}
