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

run "is_private" {
  command = plan

  assert {
    condition     = google_container_cluster.this.private_cluster_config[0].enable_private_nodes && google_container_cluster.this.private_cluster_config[0].enable_private_endpoint
    error_message = "Nodes or the API server can be reached from outside."
  }

  assert {
    condition     = !google_container_cluster.this.master_authorized_networks_config[0].gcp_public_cidrs_access_enabled && length(google_container_cluster.this.master_authorized_networks_config[0].cidr_blocks) == 0
    error_message = "Networks of others are let in."
  }

  assert {
    condition     = google_container_node_pool.this["general"].network_config[0].enable_private_nodes
    error_message = "Nodes of the pool get public addresses."
  }
}

run "seals_secrets_and_disks" {
  command = plan

  assert {
    condition     = google_container_cluster.this.database_encryption[0].state == "ENCRYPTED" && google_container_cluster.this.database_encryption[0].key_name == var.cluster_key_id
    error_message = "Secrets are not sealed with the key of the cluster."
  }

  assert {
    condition     = google_container_node_pool.this["general"].node_config[0].boot_disk_kms_key == var.data_key_id
    error_message = "Disks are not encrypted with the key of part kms."
  }
}

run "gives_nodes_little" {
  command = plan

  assert {
    condition     = google_project_iam_member.node.role == "roles/container.defaultNodeServiceAccount"
    error_message = "Nodes may do more than nodes have to."
  }

  assert {
    condition     = google_container_node_pool.this["general"].node_config[0].workload_metadata_config[0].mode == "GKE_METADATA" && google_container_node_pool.this["general"].node_config[0].metadata["disable-legacy-endpoints"] == "true"
    error_message = "Pods can take what the node is."
  }

  assert {
    condition     = google_container_node_pool.this["general"].node_config[0].shielded_instance_config[0].enable_secure_boot && google_container_node_pool.this["general"].node_config[0].kubelet_config[0].insecure_kubelet_readonly_port_enabled == "FALSE"
    error_message = "Nodes start unsigned code, or tell everybody about pods."
  }

  assert {
    condition     = google_container_cluster.this.workload_identity_config[0].workload_pool == "ledger-staging.svc.id.goog"
    error_message = "Pods have no identity."
  }

  assert {
    condition     = !google_container_cluster.this.rbac_binding_config[0].enable_insecure_binding_system_authenticated && !google_container_cluster.this.rbac_binding_config[0].enable_insecure_binding_system_unauthenticated
    error_message = "Everybody with an account of Google may look into the cluster."
  }
}

run "stays_on_its_minor_version" {
  command = plan

  assert {
    condition     = google_container_cluster.this.min_master_version == "1.35" && google_container_cluster.this.release_channel[0].channel == "REGULAR"
    error_message = "It is another version."
  }

  assert {
    condition     = one(google_container_cluster.this.maintenance_policy[0].maintenance_exclusion).exclusion_options[0].scope == "NO_MINOR_UPGRADES"
    error_message = "The next minor version comes by itself."
  }

  assert {
    condition     = google_container_cluster.this.datapath_provider == "ADVANCED_DATAPATH" && google_container_cluster.this.deletion_protection
    error_message = "Network policies are not enforced, or the cluster can be deleted."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = google_container_node_pool.this["general"].autoscaling[0].total_min_node_count == 1 && google_container_node_pool.this["general"].autoscaling[0].total_max_node_count == 3
    error_message = "The cheap profile has as many nodes."
  }
}

run "opens_to_named_networks_only" {
  command = plan

  variables {
    administrator_networks = ["192.0.2.0/24"]
  }

  assert {
    condition     = !google_container_cluster.this.private_cluster_config[0].enable_private_endpoint && [for each in google_container_cluster.this.master_authorized_networks_config[0].cidr_blocks : each.cidr_block] == ["192.0.2.0/24"]
    error_message = "It is open to others, or still closed."
  }
}

run "hands_on_what_others_need" {
  command = apply

  assert {
    condition     = output.endpoint == "https://10.20.0.2" && output.certificate_authority == "Y2E=" && output.identity_issuer == "ledger-staging.svc.id.goog" && output.name == "release-ledger-staging"
    error_message = "Outputs do not name what was made."
  }

  assert {
    condition     = one([for each in google_project_iam_member.administrators : each.condition[0].expression]) == "resource.name.startsWith('${google_container_cluster.this.id}')"
    error_message = "Administrators have all clusters of the project."
  }
}
