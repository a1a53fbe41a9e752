# Labels are merged from variables, which Trivy does not follow.
#trivy:ignore:AVD-GCP-0051
resource "google_container_cluster" "this" {
  # checkov:skip=CKV_GCP_12: Dataplane V2 enforces network policies itself; the add-on cannot be beside it
  # checkov:skip=CKV_GCP_18: it is private, unless administrator_networks names who may come from outside
  # checkov:skip=CKV_GCP_65: administrators get their right from IAM, where it is limited to this cluster
  project     = var.project
  name        = var.name
  location    = var.location
  description = "${var.environment}, made by Terraform"

  network             = var.network_id
  subnetwork          = var.subnet_ids[0]
  networking_mode     = "VPC_NATIVE"
  min_master_version  = var.kubernetes_version
  deletion_protection = var.deletion_protection
  resource_labels     = local.labels

  # Pools are resources of their own, so that changing one never makes a new cluster.
  remove_default_node_pool = true
  initial_node_count       = 1

  datapath_provider           = "ADVANCED_DATAPATH"
  enable_intranode_visibility = true
  enable_l4_ilb_subsetting    = true
  enable_shielded_nodes       = true
  enable_legacy_abac          = false

  ip_allocation_policy {
    cluster_secondary_range_name  = var.pod_range
    services_secondary_range_name = var.service_range
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = length(var.administrator_networks) == 0
  }

  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled = false

    dynamic "cidr_blocks" {
      for_each = toset(var.administrator_networks)

      content {
        cidr_block = cidr_blocks.key
      }
    }
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  # Nobody who has no account, not even for a look at what there is.
  rbac_binding_config {
    enable_insecure_binding_system_authenticated   = false
    enable_insecure_binding_system_unauthenticated = false
  }

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = var.cluster_key_id
  }

  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }

  gateway_api_config {
    channel = "CHANNEL_STANDARD"
  }

  cost_management_config {
    enabled = true
  }

  security_posture_config {
    mode               = "BASIC"
    vulnerability_mode = "VULNERABILITY_DISABLED"
  }

  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"]
  }

  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER", "STORAGE", "POD", "DEPLOYMENT", "STATEFULSET", "DAEMONSET", "HPA", "CADVISOR", "KUBELET"]

    managed_prometheus {
      enabled = true
    }
  }

  # The pool that is made and taken away again; an organisation's rules look at it, too.
  node_config {
    service_account   = google_service_account.node.email
    image_type        = "COS_CONTAINERD"
    boot_disk_kms_key = var.data_key_id

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }

  release_channel {
    channel = "REGULAR"
  }

  # Patches come by themselves; the next minor version comes when it is written here, or
  # when Google supports this one no more.
  maintenance_policy {
    recurring_window {
      start_time = "2026-01-03T02:00:00Z"
      end_time   = "2026-01-03T08:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }

    maintenance_exclusion {
      exclusion_name = "minor-version"
      start_time     = "2026-01-01T00:00:00Z"

      exclusion_options {
        scope             = "NO_MINOR_UPGRADES"
        end_time_behavior = "UNTIL_END_OF_SUPPORT"
      }
    }
  }

  depends_on = [google_project_service.this]

  lifecycle {
    ignore_changes = [node_config, initial_node_count]
  }
}
