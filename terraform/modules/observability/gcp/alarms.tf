# A channel of Google's has one address. This one is a topic, which is there even when nobody
# has been named, so that the parts that alarm have something to name.
resource "google_pubsub_topic" "alarms" {
  project                    = var.project
  name                       = "${var.name}-alarms"
  kms_key_name               = var.data_key_id
  labels                     = local.labels
  message_retention_duration = "604800s"

  message_storage_policy {
    allowed_persistence_regions = [var.location]
  }

  depends_on = [google_project_service.this]
}

resource "google_pubsub_topic_iam_member" "alarms" {
  project = var.project
  topic   = google_pubsub_topic.alarms.name
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"

  # Google makes this account with the first channel of the kind.
  depends_on = [google_monitoring_notification_channel.topic]
}

resource "google_monitoring_notification_channel" "topic" {
  project      = var.project
  display_name = "${var.name} alarms"
  type         = "pubsub"
  labels       = { topic = google_pubsub_topic.alarms.id }
  user_labels  = local.labels
}

resource "google_monitoring_notification_channel" "email" {
  for_each = toset(var.alarm_emails)

  project      = var.project
  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }
  user_labels  = local.labels

  depends_on = [google_project_service.this]
}

locals {
  channels = concat(
    [google_monitoring_notification_channel.topic.id],
    [for each in google_monitoring_notification_channel.email : each.id],
  )
}

# Silence looks like health: these two tell the one from the other.
resource "google_monitoring_alert_policy" "logs" {
  project               = var.project
  display_name          = "${var.name}: no logs"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels
  user_labels           = local.labels

  conditions {
    display_name = "No container has logged anything for 15 minutes"

    condition_absent {
      filter   = "metric.type=\"logging.googleapis.com/log_entry_count\" AND resource.type=\"k8s_container\""
      duration = "900s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Logs do not arrive. See whether nodes are there, then whether `fluentbit-gke` runs in `kube-system`."
  }
}

resource "google_monitoring_alert_policy" "metrics" {
  project               = var.project
  display_name          = "${var.name}: no metrics"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels
  user_labels           = local.labels

  conditions {
    display_name = "Prometheus has not written anything for 15 minutes"

    condition_prometheus_query_language {
      query               = "absent(up)"
      duration            = "900s"
      evaluation_interval = "60s"
      # There may be no such metric yet.
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Metrics do not arrive. See whether Prometheus runs in `monitoring`, and what it says of remote write."
  }
}
