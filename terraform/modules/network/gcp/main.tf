locals {
  labels = merge({ environment = var.environment, part = "network" }, var.tags)

  # Half of the network is for pods, which take a /24 a node; the rest is in sixteenths.
  ranges = {
    pods     = cidrsubnet(var.cidr, 1, 1)
    nodes    = cidrsubnet(var.cidr, 4, 0)
    services = cidrsubnet(var.cidr, 4, 1)
    data     = cidrsubnet(var.cidr, 4, 2)
  }
}

resource "google_project_service" "this" {
  for_each = toset(["compute.googleapis.com", "servicenetworking.googleapis.com", "logging.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

data "google_compute_zones" "this" {
  project = var.project
  region  = var.location
  status  = "UP"

  depends_on = [google_project_service.this]

  lifecycle {
    postcondition {
      condition     = length(self.names) >= var.zones
      error_message = "${var.location} has ${length(self.names)} zones, ${var.zones} are wanted: take another region, or fewer zones."
    }
  }
}

resource "google_compute_network" "this" {
  project                 = var.project
  name                    = var.name
  description             = "${var.environment}, made by Terraform"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"

  depends_on = [google_project_service.this]
}

resource "google_compute_subnetwork" "nodes" {
  # checkov:skip=CKV_GCP_76: the network has no IPv6
  project                  = var.project
  name                     = "${var.name}-nodes"
  region                   = var.location
  network                  = google_compute_network.this.id
  ip_cidr_range            = local.ranges.nodes
  stack_type               = "IPV4_ONLY"
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = local.ranges.pods
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = local.ranges.services
  }

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    # Each entry costs: the cheap profile sees the talkers, not each word.
    flow_sampling = var.small ? 0.1 : 0.5
    metadata      = "INCLUDE_ALL_METADATA"
  }
}
