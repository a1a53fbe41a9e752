locals {
  tags = merge({ Environment = var.environment, Part = "redis" }, var.tags)
  port = 6379

  memory = var.small ? var.memory_gb / 2 : var.memory_gb

  # What each has for data, in GiB, smallest first.
  sizes = [
    { name = "cache.t4g.micro", memory = 0.5 },
    { name = "cache.t4g.small", memory = 1.37 },
    { name = "cache.t4g.medium", memory = 3.09 },
    { name = "cache.m7g.large", memory = 6.38 },
    { name = "cache.r7g.large", memory = 13.07 },
    { name = "cache.r7g.xlarge", memory = 26.32 },
    { name = "cache.r7g.2xlarge", memory = 52.82 },
  ]

  # Valkey speaks Redis 7.2 word for word and costs a fifth less.
  versions = { "7" = { engine = "7.2", family = "valkey7" } }
}

resource "aws_elasticache_replication_group" "this" {
  # checkov:skip=CKV2_AWS_50: only the cheap profile has one machine, and a precondition keeps it out of production
  replication_group_id = var.name
  description          = "Cache, sessions and locks of ${var.name}."
  engine               = "valkey"
  engine_version       = local.versions[var.redis_version].engine
  node_type            = [for size in local.sizes : size.name if size.memory >= local.memory][0]
  port                 = local.port
  parameter_group_name = aws_elasticache_parameter_group.this.name
  tags                 = merge(local.tags, { Name = var.name })

  num_cache_clusters         = var.small ? 1 : 2
  automatic_failover_enabled = !var.small
  multi_az_enabled           = !var.small

  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [aws_security_group.this.id]
  user_group_ids             = [aws_elasticache_user_group.this.user_group_id]
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  at_rest_encryption_enabled = true
  kms_key_id                 = var.data_key_id

  auto_minor_version_upgrade = true
  maintenance_window         = "sun:04:00-sun:05:00"
  # Sessions outlive a replacement of all machines; the cheap profile lets them go.
  snapshot_retention_limit = var.small ? 0 : 1
  snapshot_window          = "02:00-03:00"

  dynamic "log_delivery_configuration" {
    for_each = toset(["engine-log", "slow-log"])

    content {
      log_type         = log_delivery_configuration.key
      log_format       = "json"
      destination      = aws_cloudwatch_log_group.this[log_delivery_configuration.key].name
      destination_type = "cloudwatch-logs"
    }
  }

  lifecycle {
    precondition {
      condition     = var.environment != "production" || !var.small
      error_message = "could not make Redis '${var.name}': the cheap profile has no second machine, and this is production; set small to false"
    }
  }
}

resource "aws_elasticache_parameter_group" "this" {
  name        = "${var.name}-${local.versions[var.redis_version].family}"
  description = "Settings of Redis ${var.name}."
  family      = local.versions[var.redis_version].family
  tags        = local.tags

  # Counters have no end: only what would end anyhow makes room.
  parameter {
    name  = "maxmemory-policy"
    value = "volatile-lru"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: it is for finding faults; audit logs are those of the cluster
  for_each = toset(["engine-log", "slow-log"])

  name              = "/${var.name}/redis/${each.key}"
  retention_in_days = var.small ? 30 : 90
  kms_key_id        = var.data_key_id
  tags              = local.tags
}
