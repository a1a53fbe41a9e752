mock_provider "google" {
  mock_resource "google_sql_database_instance" {
    defaults = {
      private_ip_address = "10.20.32.3"
      public_ip_address  = ""
    }
  }
}

mock_provider "random" {}

variables {
  name             = "release-ledger-staging"
  environment      = "staging"
  location         = "europe-west3"
  project          = "ledger-staging"
  data_key_id      = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  network_id       = "projects/ledger-staging/global/networks/release-ledger-staging"
  subnet_ids       = ["release-ledger-staging-data"]
  allowed_networks = ["10.20.0.0/20", "10.20.128.0/17"]
}

run "is_private_and_encrypted" {
  command = plan

  assert {
    condition     = google_sql_database_instance.this.settings[0].ip_configuration[0].ipv4_enabled == false
    error_message = "The database has a public address."
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].ip_configuration[0].ssl_mode == "ENCRYPTED_ONLY"
    error_message = "Connections without TLS are taken."
  }

  assert {
    condition     = google_sql_database_instance.this.encryption_key_name == var.data_key_id
    error_message = "The disk is not encrypted with the key of part kms."
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].ip_configuration[0].allocated_ip_range == "release-ledger-staging-data"
    error_message = "The address is from another range."
  }
}

run "survives_a_zone_and_a_mistake" {
  command = plan

  assert {
    condition     = google_sql_database_instance.this.settings[0].availability_type == "REGIONAL"
    error_message = "No second machine stands by."
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].backup_configuration[0].point_in_time_recovery_enabled && google_sql_database_instance.this.settings[0].backup_configuration[0].transaction_log_retention_days == 14
    error_message = "It cannot be restored to any second of 14 days."
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].edition == "ENTERPRISE_PLUS" && google_sql_database_instance.this.settings[0].tier == "db-perf-optimized-N-2"
    error_message = "This edition keeps logs for 7 days only."
  }

  assert {
    condition     = google_sql_database_instance.this.deletion_protection && google_sql_database_instance.this.settings[0].deletion_protection_enabled
    error_message = "It can be deleted."
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].disk_autoresize_limit == 128
    error_message = "The disk grows without end, or not."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].tier == "db-custom-1-3840" && google_sql_database_instance.this.settings[0].edition == "ENTERPRISE"
    error_message = "The cheap profile is not cheap."
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].availability_type == "ZONAL" && google_sql_database_instance.this.settings[0].backup_configuration[0].transaction_log_retention_days == 7
    error_message = "The cheap profile has a second machine, or all backups."
  }
}

run "lets_in_nodes_and_pods_only" {
  command = apply

  assert {
    condition     = google_compute_firewall.clients.source_ranges == toset(["10.20.0.0/20", "10.20.128.0/17"])
    error_message = "Others can call the database."
  }

  assert {
    condition     = google_compute_firewall.clients.destination_ranges == toset(["10.20.32.3/32"]) && google_compute_firewall.clients.priority < google_compute_firewall.others.priority
    error_message = "The rule that lets in comes too late, or is about another address."
  }

  assert {
    condition     = length(google_compute_firewall.others.deny) == 1
    error_message = "Nobody is refused."
  }
}

run "tells_where_the_url_is" {
  command = apply

  assert {
    condition     = output.secret == "release-ledger-staging-database" && output.host == "10.20.32.3" && output.port == 5432 && output.name == "ledger"
    error_message = "Outputs do not name what was made."
  }

  assert {
    condition     = google_secret_manager_secret.this["database"].replication[0].user_managed[0].replicas[0].customer_managed_encryption[0].kms_key_name == var.data_key_id
    error_message = "The secret is not encrypted with the key of part kms."
  }

  assert {
    condition     = google_sql_user.this.password == null && google_secret_manager_secret_version.database.secret_data == null
    error_message = "A password is in the state."
  }
}
