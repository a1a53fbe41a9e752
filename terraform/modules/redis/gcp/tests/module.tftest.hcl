mock_provider "google" {
  mock_resource "google_redis_instance" {
    defaults = {
      host        = "10.20.32.20"
      port        = 6378
      auth_string = "made-up"
      server_ca_certs = [{
        cert             = "-----BEGIN CERTIFICATE-----\nab+/=\n-----END CERTIFICATE-----"
        create_time      = ""
        expire_time      = ""
        serial_number    = ""
        sha1_fingerprint = ""
      }]
    }
  }
}

variables {
  name             = "release-ledger-staging"
  environment      = "staging"
  location         = "europe-west3"
  project          = "ledger-staging"
  data_key_id      = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  network_id       = "projects/ledger-staging/global/networks/release-ledger-staging"
  subnet_ids       = ["release-ledger-staging-data"]
  allowed_networks = ["10.20.0.0/20"]
}

run "wants_tls_and_a_password" {
  command = plan

  assert {
    condition     = google_redis_instance.this.transit_encryption_mode == "SERVER_AUTHENTICATION" && google_redis_instance.this.auth_enabled
    error_message = "It answers without TLS or password."
  }

  assert {
    condition     = google_redis_instance.this.customer_managed_key == var.data_key_id
    error_message = "It is not encrypted with the key of part kms."
  }

  assert {
    condition     = google_redis_instance.this.connect_mode == "PRIVATE_SERVICE_ACCESS" && google_redis_instance.this.reserved_ip_range == "release-ledger-staging-data"
    error_message = "Its address is from another range."
  }
}

run "survives_a_zone" {
  command = plan

  assert {
    condition     = google_redis_instance.this.tier == "STANDARD_HA" && google_redis_instance.this.memory_size_gb == 2 && google_redis_instance.this.redis_version == "REDIS_7_2"
    error_message = "It is another machine."
  }

  assert {
    condition     = google_redis_instance.this.persistence_config[0].persistence_mode == "RDB"
    error_message = "What it held is lost with it."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = google_redis_instance.this.tier == "BASIC" && google_redis_instance.this.memory_size_gb == 1
    error_message = "The cheap profile is not cheap."
  }
}

run "is_kept_in_production" {
  command = plan

  variables {
    environment = "production"
  }

  assert {
    condition     = google_redis_instance.this.deletion_protection
    error_message = "It can be deleted."
  }
}

run "lets_in_nodes_and_pods_only" {
  command = apply

  assert {
    condition     = google_compute_firewall.clients.source_ranges == toset(["10.20.0.0/20"]) && google_compute_firewall.clients.destination_ranges == toset(["10.20.32.20/32"])
    error_message = "Others can call Redis."
  }

  assert {
    condition     = google_compute_firewall.clients.priority < google_compute_firewall.others.priority && length(google_compute_firewall.others.deny) == 1
    error_message = "Nobody is refused."
  }
}

run "tells_where_the_url_is" {
  command = apply

  assert {
    condition     = output.secret == "release-ledger-staging-redis" && output.host == "10.20.32.20" && output.port == 6378
    error_message = "Outputs do not name what was made."
  }

  assert {
    condition     = startswith(local.url, "rediss://default:made-up@10.20.32.20:6378/0?") && strcontains(local.url, "ssl_ca_data=-----BEGIN+CERTIFICATE-----%0Aab%2B%2F%3D%0A")
    error_message = "The service could not tell who answers."
  }

  assert {
    condition     = google_secret_manager_secret_version.this.secret_data == null
    error_message = "The URL is in the state once more."
  }
}
