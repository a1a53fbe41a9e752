locals {
  labels = merge({ environment = var.environment, part = "database" }, var.tags)

  days = var.small ? ceil(var.backup_days / 2) : var.backup_days

  # Enterprise goes back to any second for 7 days only; Plus for 35, on larger machines only.
  plus = local.days > 7
  tier = local.plus ? "db-perf-optimized-N-2" : var.small ? "db-custom-1-3840" : "db-custom-2-7680"
}

resource "google_project_service" "this" {
  for_each = toset(["sqladmin.googleapis.com", "secretmanager.googleapis.com"])

  project            = var.project
  service            = each.key
  disable_on_destroy = false
}

# The name of an instance that was deleted stays taken for a week.
resource "random_id" "instance" {
  byte_length = 2
}

resource "google_sql_database" "this" {
  project  = var.project
  instance = google_sql_database_instance.this.name
  name     = var.database_name

  # What is in it goes with the instance only, which has its own protection.
  deletion_policy = "ABANDON"
}
