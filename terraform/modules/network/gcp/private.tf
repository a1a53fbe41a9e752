# The database and Redis are in a network of Google's, which sees this one through a peering
# and has addresses from this range only. No route of ours leads on from there.
resource "google_compute_global_address" "data" {
  project       = var.project
  name          = "${var.name}-data"
  description   = "Addresses of the database and Redis"
  network       = google_compute_network.this.id
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  address       = split("/", local.ranges.data)[0]
  prefix_length = tonumber(split("/", local.ranges.data)[1])
  labels        = local.labels
}

resource "google_service_networking_connection" "data" {
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.data.name]

  # Google keeps its side for days after the last instance is gone, and refuses until then.
  deletion_policy = "ABANDON"
}

# Nothing comes in by default, but without this rule nobody would see who tried.
resource "google_compute_firewall" "deny" {
  project       = var.project
  name          = "${var.name}-deny-ingress"
  description   = "What no other rule lets in is refused and logged"
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  priority      = 65534
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "EXCLUDE_ALL_METADATA"
  }
}
