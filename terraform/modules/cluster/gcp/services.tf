locals {
  labels = merge({ environment = var.environment, part = "cluster" }, var.tags)
}

resource "google_project_service" "this" {
  for_each = toset(["binaryauthorization.googleapis.com", "container.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}
