mock_provider "google" {
  mock_data "google_compute_zones" {
    defaults = { names = ["europe-west3-a", "europe-west3-b", "europe-west3-c"] }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
}

run "keeps_nodes_private" {
  command = plan

  assert {
    condition     = google_compute_network.this.auto_create_subnetworks == false
    error_message = "Google would make a subnet in each region."
  }

  assert {
    condition     = google_compute_subnetwork.nodes.private_ip_google_access
    error_message = "Nodes without a public address could not reach Google."
  }

  assert {
    condition     = google_compute_subnetwork.nodes.log_config[0].flow_sampling == 0.5
    error_message = "Flows are not logged."
  }

  assert {
    condition     = length(google_compute_firewall.deny.deny) == 1 && google_compute_firewall.deny.direction == "INGRESS" && length(google_compute_firewall.deny.allow) == 0
    error_message = "Something is let in."
  }
}

run "divides_the_network" {
  command = plan

  assert {
    condition     = google_compute_subnetwork.nodes.ip_cidr_range == "10.20.0.0/20"
    error_message = "Nodes have other addresses."
  }

  assert {
    condition     = [for each in google_compute_subnetwork.nodes.secondary_ip_range : each.ip_cidr_range] == ["10.20.128.0/17", "10.20.16.0/20"]
    error_message = "Pods and Services have other addresses."
  }

  assert {
    condition     = google_compute_global_address.data.address == "10.20.32.0" && google_compute_global_address.data.prefix_length == 20
    error_message = "The database has other addresses."
  }

  assert {
    condition     = output.client_networks == ["10.20.0.0/20", "10.20.128.0/17"]
    error_message = "The database would let in somebody else."
  }
}

run "goes_out_by_known_addresses" {
  command = plan

  assert {
    condition     = length(google_compute_address.egress) == 2 && google_compute_router_nat.egress.nat_ip_allocate_option == "MANUAL_ONLY"
    error_message = "Addresses that calls go out from are not known."
  }

  assert {
    condition     = google_logging_project_bucket_config.flows.retention_days == 90
    error_message = "Flow logs end at another time."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = length(google_compute_address.egress) == 1
    error_message = "The cheap profile goes out by more than one address."
  }

  assert {
    condition     = google_compute_subnetwork.nodes.log_config[0].flow_sampling == 0.1 && google_logging_project_bucket_config.flows.retention_days == 45
    error_message = "The cheap profile logs as much."
  }
}

run "hands_on_what_others_need" {
  command = apply

  assert {
    condition     = length(output.subnet_ids) == 1 && length(output.data_subnet_ids) == 1 && length(output.public_subnet_ids) == 0
    error_message = "Outputs are not those of one subnet and one range."
  }

  assert {
    condition     = output.pod_range == "pods" && output.service_range == "services"
    error_message = "GKE is told other ranges."
  }
}

run "refuses_a_region_with_too_few_zones" {
  command = plan

  override_data {
    target = data.google_compute_zones.this
    values = { names = ["europe-west3-a"] }
  }

  variables {
    zones = 3
  }

  expect_failures = [
    data.google_compute_zones.this,
  ]
}
