# At Google's end of the peering there is no list of who may connect, so it is kept at ours.
resource "google_compute_firewall" "clients" {
  project            = var.project
  name               = "${var.name}-database-clients"
  description        = "Nodes and pods call the database"
  network            = var.network_id
  direction          = "EGRESS"
  priority           = 900
  source_ranges      = var.allowed_networks
  destination_ranges = ["${google_sql_database_instance.this.private_ip_address}/32"]

  allow {
    protocol = "tcp"
    ports    = ["5432"]
  }
}

resource "google_compute_firewall" "others" {
  project            = var.project
  name               = "${var.name}-database-others"
  description        = "Nobody else calls the database"
  network            = var.network_id
  direction          = "EGRESS"
  priority           = 910
  destination_ranges = ["${google_sql_database_instance.this.private_ip_address}/32"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}
