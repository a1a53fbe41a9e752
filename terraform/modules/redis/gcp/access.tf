# At Google's end of the peering there is no list of who may connect, so it is kept at ours.
resource "google_compute_firewall" "clients" {
  project            = var.project
  name               = "${var.name}-redis-clients"
  description        = "Nodes and pods call Redis"
  network            = var.network_id
  direction          = "EGRESS"
  priority           = 900
  source_ranges      = var.allowed_networks
  destination_ranges = ["${google_redis_instance.this.host}/32"]

  allow {
    protocol = "tcp"
    ports    = [tostring(google_redis_instance.this.port)]
  }
}

resource "google_compute_firewall" "others" {
  project            = var.project
  name               = "${var.name}-redis-others"
  description        = "Nobody else calls Redis"
  network            = var.network_id
  direction          = "EGRESS"
  priority           = 910
  destination_ranges = ["${google_redis_instance.this.host}/32"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}
