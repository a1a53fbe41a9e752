locals {
  # An account's id ends at 30 characters.
  node_account = "${var.name}-node"
}

resource "google_service_account" "node" {
  project      = var.project
  account_id   = local.node_account
  display_name = "${var.name} nodes"
  description  = "What nodes of ${var.name} are: they write logs and metrics, and pull images"
}

# The role is made for this: logs, metrics, and what autoscaling has to know.
resource "google_project_iam_member" "node" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.node.member
}

resource "google_project_iam_member" "administrators" {
  for_each = toset(var.administrators)

  project = var.project
  role    = "roles/container.admin"
  member  = "group:${each.key}"

  condition {
    title       = var.name
    description = "This cluster only"
    expression  = "resource.name.startsWith('${google_container_cluster.this.id}')"
  }
}
