# Known addresses, which others can let in. One is enough for 64,000 calls at a time to the
# same place; the second is there for when one gets onto a list of the banned.
resource "google_compute_address" "egress" {
  for_each = toset(var.small ? ["a"] : ["a", "b"])

  project      = var.project
  name         = "${var.name}-egress-${each.key}"
  region       = var.location
  address_type = "EXTERNAL"
  labels       = local.labels

  depends_on = [google_project_service.this]
}

resource "google_compute_router" "egress" {
  project = var.project
  name    = "${var.name}-egress"
  region  = var.location
  network = google_compute_network.this.id
}

resource "google_compute_router_nat" "egress" {
  project = var.project
  name    = "${var.name}-egress"
  region  = var.location
  router  = google_compute_router.egress.name

  nat_ip_allocate_option              = "MANUAL_ONLY"
  nat_ips                             = [for each in google_compute_address.egress : each.self_link]
  source_subnetwork_ip_ranges_to_nat  = "LIST_OF_SUBNETWORKS"
  enable_dynamic_port_allocation      = true
  min_ports_per_vm                    = 64
  max_ports_per_vm                    = 4096
  enable_endpoint_independent_mapping = false

  subnetwork {
    name                    = google_compute_subnetwork.nodes.id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}
