mock_provider "google" {
  mock_resource "google_certificate_manager_dns_authorization" {
    defaults = {
      dns_resource_record = [{
        name = "_acme-challenge.static.staging.ledger.example."
        type = "CNAME"
        data = "proof.authorize.certificatemanager.goog."
      }]
    }
  }

  mock_resource "google_compute_global_address" {
    defaults = { address = "203.0.113.10" }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  location    = "europe-west3"
  project     = "ledger-staging"
  domain      = "static.staging.ledger.example"
  origin      = "staging.ledger.example"
  zone_id     = "release-ledger-staging"
}

run "passes_on_named_paths_only" {
  command = apply

  assert {
    condition     = one([for each in google_compute_security_policy.this.rule : each.match[0].expr[0].expression if each.action == "throttle"]) == "request.path.startsWith('/static/')"
    error_message = "Other paths are passed on."
  }

  assert {
    condition     = one([for each in google_compute_security_policy.this.rule : each.action if each.priority == 2147483647]) == "deny(404)"
    error_message = "What no rule names is passed on."
  }

  assert {
    condition     = google_compute_url_map.this.default_service == google_compute_backend_service.origin.id && google_compute_backend_service.origin.security_policy == google_compute_security_policy.this.id
    error_message = "Paths are not looked at."
  }
}

run "speaks_tls_only" {
  command = plan

  assert {
    condition     = google_compute_ssl_policy.this.min_tls_version == "TLS_1_2" && google_compute_ssl_policy.this.profile == "RESTRICTED"
    error_message = "Old TLS is taken."
  }

  assert {
    condition     = google_compute_url_map.redirect.default_url_redirect[0].https_redirect
    error_message = "Plain HTTP is answered."
  }

  assert {
    condition     = google_compute_backend_service.origin.protocol == "HTTPS" && google_compute_global_network_endpoint.origin.port == 443
    error_message = "The service is asked without TLS."
  }
}

run "keeps_what_the_service_says" {
  command = plan

  assert {
    condition     = google_compute_backend_service.origin.enable_cdn && google_compute_backend_service.origin.cdn_policy[0].cache_mode == "USE_ORIGIN_HEADERS"
    error_message = "Files are kept for another time than the service says."
  }

  assert {
    condition     = contains(google_compute_backend_service.origin.custom_response_headers, "X-Content-Type-Options: nosniff") && contains(google_compute_backend_service.origin.custom_request_headers, "Host: staging.ledger.example")
    error_message = "Headers are not the fixed ones."
  }
}

run "is_found_under_its_domain" {
  command = apply

  assert {
    condition     = google_dns_record_set.domain.name == "static.staging.ledger.example." && google_dns_record_set.domain.rrdatas == tolist(["203.0.113.10"])
    error_message = "The record leads elsewhere."
  }

  assert {
    condition     = google_dns_record_set.proof.name == "_acme-challenge.static.staging.ledger.example." && google_dns_record_set.proof.type == "CNAME"
    error_message = "The domain is not proven to be ours."
  }

  assert {
    condition     = output.url == "https://static.staging.ledger.example" && output.target == "203.0.113.10"
    error_message = "Outputs do not name what was made."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = google_compute_backend_service.origin.log_config[0].sample_rate == 0.1 && google_logging_project_bucket_config.requests.retention_days == 45
    error_message = "The cheap profile logs as much."
  }
}
