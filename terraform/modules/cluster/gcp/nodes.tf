locals {
  machines = {
    small  = "e2-custom-2-4096"
    medium = "e2-standard-2"
    large  = "e2-standard-4"
  }
}

# They are off, below, and no release of Kubernetes that is left has them on.
#trivy:ignore:AVD-GCP-0048
resource "google_container_node_pool" "this" {
  # checkov:skip=CKV_GCP_22: the image is COS; the check asks for a version, which the cluster's channel decides
  for_each = var.node_pools

  project  = var.project
  name     = each.key
  location = var.location
  cluster  = google_container_cluster.this.name

  # For each zone; the autoscaler takes over from there.
  initial_node_count = 1

  autoscaling {
    total_min_node_count = var.small ? ceil(each.value.minimum / 2) : each.value.minimum
    total_max_node_count = var.small ? ceil(each.value.maximum / 2) : each.value.maximum
    location_policy      = each.value.spot ? "ANY" : "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  # A new node first: what runs is never short of room.
  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 1
    max_unavailable = 0
  }

  network_config {
    enable_private_nodes = true
  }

  node_config {
    machine_type      = local.machines[each.value.size]
    spot              = each.value.spot
    disk_type         = "pd-balanced"
    disk_size_gb      = each.value.disk_gb
    boot_disk_kms_key = var.data_key_id
    image_type        = "COS_CONTAINERD"
    resource_labels   = local.labels
    tags              = ["${var.name}-node"]

    # What the account may do is decided by its roles, not by scopes.
    service_account = google_service_account.node.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    metadata        = { "disable-legacy-endpoints" = "true" }

    gvnic {
      enabled = true
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
      pod_pids_limit                         = 4096
    }
  }

  lifecycle {
    ignore_changes = [initial_node_count]
  }
}
