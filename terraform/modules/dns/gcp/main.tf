locals {
  labels = merge({ environment = var.environment, part = "dns" }, var.tags)
}

resource "google_project_service" "this" {
  project            = var.project
  service            = "dns.googleapis.com"
  disable_on_destroy = false
}

resource "google_dns_managed_zone" "this" {
  project       = var.project
  name          = var.name
  dns_name      = "${var.zone}."
  description   = "Public zone of ${var.name}"
  visibility    = "public"
  labels        = local.labels
  force_destroy = false

  deletion_policy = var.environment == "production" ? "PREVENT" : "DELETE"

  # It counts once the zone above has the DS record: gcloud dns dns-keys list.
  dnssec_config {
    state         = "on"
    non_existence = "nsec3"

    default_key_specs {
      algorithm  = "ecdsap256sha256"
      key_length = 256
      key_type   = "keySigning"
    }

    default_key_specs {
      algorithm  = "ecdsap256sha256"
      key_length = 256
      key_type   = "zoneSigning"
    }
  }

  cloud_logging_config {
    enable_logging = true
  }

  depends_on = [google_project_service.this]
}

# Who is not named may issue nothing, neither for a name nor for all of them at once.
resource "google_dns_record_set" "authorities" {
  project      = var.project
  managed_zone = google_dns_managed_zone.this.name
  name         = google_dns_managed_zone.this.dns_name
  type         = "CAA"
  ttl          = 3600

  rrdatas = concat(
    [for each in sort(var.certificate_authorities) : "0 issue \"${each}\""],
    ["0 issuewild \";\""],
  )
}
