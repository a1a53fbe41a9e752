# Looked at for what is not kept yet. What is refused is never kept, so it is refused always.
resource "google_compute_security_policy" "this" {
  project     = var.project
  name        = "${var.name}-cdn"
  description = "Paths of ${var.domain} that are passed on"
  type        = "CLOUD_ARMOR"
  labels      = local.labels

  rule {
    action      = "deny(403)"
    priority    = 900
    description = "Log4j, CVE-2021-44228 and those after it"

    match {
      expr {
        expression = "evaluatePreconfiguredWaf('cve-canary')"
      }
    }
  }

  # One reader wants a file once; who wants many at once wears the service out.
  rule {
    action      = "throttle"
    priority    = 1000
    description = "These paths, to a measure"

    match {
      expr {
        expression = join(" || ", [for each in var.paths : "request.path.startsWith('${trimsuffix(each, "*")}')"])
      }
    }

    rate_limit_options {
      conform_action = "allow"
      exceed_action  = "deny(429)"
      enforce_on_key = "IP"

      rate_limit_threshold {
        count        = 600
        interval_sec = 60
      }
    }
  }

  rule {
    action      = "deny(404)"
    priority    = 2147483647
    description = "All other paths"

    match {
      versioned_expr = "SRC_IPS_V1"

      config {
        src_ip_ranges = ["*"]
      }
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_compute_ssl_policy" "this" {
  project         = var.project
  name            = "${var.name}-cdn"
  description     = "TLS 1.2 and newer, with forward secrecy"
  profile         = "RESTRICTED"
  min_tls_version = "TLS_1_2"

  depends_on = [google_project_service.this]
}
