locals {
  tags = merge({ Environment = var.environment, Part = "database" }, var.tags)
  port = 5432

  # A connection takes about 10 MB. The cheap profile takes the size below.
  sizes = ["db.t4g.small", "db.t4g.medium", "db.m7g.large", "db.m7g.xlarge", "db.m7g.2xlarge"]
  size  = sum([1, var.max_connections > 200 ? 1 : 0, var.max_connections > 500 ? 1 : 0, var.max_connections > 1000 ? 1 : 0])
}

resource "aws_db_instance" "this" {
  # checkov:skip=CKV_AWS_157: only the cheap profile has one machine, and a precondition keeps it out of production
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.postgres_version
  instance_class = local.sizes[var.small ? local.size - 1 : local.size]
  db_name        = var.database_name
  port           = local.port
  tags           = merge(local.tags, { Name = var.name })

  username = "ledger"
  # Passed through, kept neither in the plan nor in the state.
  password_wo         = ephemeral.random_password.this.result
  password_wo_version = random_integer.password_version.result

  allocated_storage     = var.storage_gb
  max_allocated_storage = 4 * var.storage_gb
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = var.data_key_id

  multi_az               = !var.small
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  parameter_group_name                = aws_db_parameter_group.this.name
  iam_database_authentication_enabled = true
  auto_minor_version_upgrade          = true
  allow_major_version_upgrade         = false
  maintenance_window                  = "sun:03:00-sun:04:00"

  backup_retention_period   = var.small ? ceil(var.backup_days / 2) : var.backup_days
  backup_window             = "01:00-02:00"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-final-${random_integer.password_version.result}"

  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]
  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.data_key_id
  performance_insights_retention_period = 7

  lifecycle {
    precondition {
      condition     = var.environment != "production" || !var.small
      error_message = "could not make database '${var.name}': the cheap profile has no second machine, and this is production; set small to false"
    }

    precondition {
      condition     = var.environment != "production" || var.backup_days >= 7
      error_message = "could not make database '${var.name}': '${var.backup_days}' days of backups are too few for production; keep 7 or more"
    }
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  description = "Settings of database ${var.name}."
  family      = "postgres${var.postgres_version}"
  tags        = local.tags

  # What comes without TLS is refused.
  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "immediate"
  }

  dynamic "parameter" {
    for_each = {
      "log_connections"            = ["1", "immediate"]
      "log_disconnections"         = ["1", "immediate"]
      "log_lock_waits"             = ["1", "immediate"]
      "log_min_duration_statement" = ["1000", "immediate"]
      # DDL only: statements of the service hold what people wrote.
      "log_statement"   = ["ddl", "immediate"]
      "max_connections" = [tostring(var.max_connections), "pending-reboot"]
    }

    content {
      name         = parameter.key
      value        = parameter.value[0]
      apply_method = parameter.value[1]
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}
