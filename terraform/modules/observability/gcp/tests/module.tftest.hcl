mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
}

variables {
  name         = "release-ledger-staging"
  environment  = "staging"
  location     = "europe-west3"
  project      = "ledger-staging"
  data_key_id  = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging/cryptoKeys/data"
  alarm_emails = ["on-call@ledger.example"]
}

run "keeps_logs_encrypted_for_a_known_time" {
  command = plan

  assert {
    condition     = google_logging_project_bucket_config.this.cmek_settings[0].kms_key_name == var.data_key_id && google_logging_project_bucket_config.this.retention_days == 90
    error_message = "Logs are not encrypted with the key of part kms, or end at another time."
  }

  assert {
    condition     = contains([for each in google_project_iam_audit_config.this["secretmanager.googleapis.com"].audit_log_config : each.log_type], "DATA_READ")
    error_message = "Who read a secret is not logged."
  }

  assert {
    condition     = google_logging_project_exclusion.this.filter == google_logging_project_sink.this.filter
    error_message = "Logs are kept twice, or not at all."
  }
}

run "tells_of_silence" {
  command = plan

  assert {
    condition     = google_monitoring_alert_policy.logs.conditions[0].condition_absent[0].duration == "900s"
    error_message = "Nobody is told when logs do not arrive."
  }

  assert {
    condition     = google_monitoring_alert_policy.metrics.conditions[0].condition_prometheus_query_language[0].query == "absent(up)"
    error_message = "Nobody is told when metrics do not arrive."
  }

  assert {
    condition     = google_monitoring_notification_channel.email["on-call@ledger.example"].labels.email_address == "on-call@ledger.example"
    error_message = "The address is not told."
  }
}

run "tells_everybody" {
  command = apply

  assert {
    condition     = length(google_monitoring_alert_policy.logs.notification_channels) == 2 && output.alarm_id == google_monitoring_notification_channel.topic.id
    error_message = "An alarm goes to fewer than were named."
  }

  assert {
    condition     = google_pubsub_topic.alarms.kms_key_name == var.data_key_id
    error_message = "Alarms are not encrypted with the key of part kms."
  }
}

run "takes_metrics_of_prometheus" {
  command = plan

  assert {
    condition     = output.metrics_url == "https://monitoring.googleapis.com/v1/projects/ledger-staging/location/global/prometheus/api/v1/write"
    error_message = "Prometheus would write elsewhere."
  }
}

run "is_cheap_when_small" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = google_logging_project_bucket_config.this.retention_days == 45
    error_message = "The cheap profile keeps logs as long."
  }
}

run "refuses_what_is_wrong" {
  command = plan

  variables {
    name           = "Release_Ledger"
    environment    = "prod"
    tags           = { Team = "ledger" }
    location       = "europe"
    project        = "123"
    retention_days = 0
    alarm_emails   = ["on-call"]
  }

  expect_failures = [
    var.name,
    var.environment,
    var.tags,
    var.location,
    var.project,
    var.retention_days,
    var.alarm_emails,
  ]
}

run "refuses_what_is_no_key" {
  command = plan

  variables {
    data_key_id = "data"
  }

  expect_failures = [
    var.data_key_id,
  ]
}

run "refuses_a_key_of_another_region" {
  command = plan

  variables {
    location = "europe-west4"
  }

  expect_failures = [
    var.data_key_id,
  ]
}
