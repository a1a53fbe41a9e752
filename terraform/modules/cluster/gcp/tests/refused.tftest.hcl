mock_provider "google" {
  mock_resource "google_container_cluster" {
    defaults = {
      endpoint    = "10.20.0.2"
      master_auth = { cluster_ca_certificate = "Y2E=" }
    }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  location       = "europe-west3"
  project        = "ledger-staging"
  data_key_id    = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  cluster_key_id = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/cluster"
  network_id     = "projects/ledger-staging/global/networks/release-ledger-staging"
  subnet_ids     = ["projects/ledger-staging/regions/europe-west3/subnetworks/release-ledger-staging-nodes"]
  pod_range      = "pods"
  service_range  = "services"
  administrators = ["platform@ledger.example"]
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name        = "Release_Ledger"
    environment = "prod"
    tags        = { Team = "ledger" }
    location    = "europe"
    project     = "123"
    network_id  = "release-ledger"
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.network_id,
  ]
}

run "refuses_what_gke_has_not" {
  command = plan

  variables {
    kubernetes_version     = "1.35.4"
    administrators         = ["platform"]
    administrator_networks = ["0.0.0.0/0"]
    pod_range              = "Pods"
    node_pools             = { general = { size = "huge" } }
  }

  expect_failures = [
    var.kubernetes_version,
    var.administrators,
    var.administrator_networks,
    var.pod_range,
    var.node_pools,
  ]
}

run "refuses_one_range_for_pods_and_services" {
  command = plan

  variables {
    service_range = "pods"
  }

  expect_failures = [
    var.service_range,
  ]
}

run "refuses_only_spot_nodes" {
  command = plan

  variables {
    node_pools = { general = { spot = true } }
  }

  expect_failures = [
    var.node_pools,
  ]
}

run "refuses_more_nodes_at_least_than_at_most" {
  command = plan

  variables {
    node_pools = { general = { minimum = 4, maximum = 2 } }
  }

  expect_failures = [
    var.node_pools,
  ]
}

run "refuses_what_is_no_key_or_subnet" {
  command = plan

  variables {
    data_key_id    = "data"
    cluster_key_id = "cluster"
    subnet_ids     = []
  }

  expect_failures = [
    var.data_key_id,
    var.cluster_key_id,
    var.subnet_ids,
  ]
}

run "refuses_keys_of_another_region" {
  command = plan

  variables {
    location = "europe-west4"
  }

  expect_failures = [
    var.data_key_id,
    var.cluster_key_id,
    var.subnet_ids,
  ]
}
