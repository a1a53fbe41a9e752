mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }

  mock_resource "aws_db_instance" {
    defaults = { address = "release-ledger-staging.abc.eu-central-1.rds.amazonaws.com" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/monitoring" }
  }
}

mock_provider "random" {
  mock_resource "random_integer" {
    defaults = { result = 7 }
  }
}

variables {
  name             = "release-ledger-staging"
  environment      = "staging"
  data_key_id      = "arn:aws:kms:eu-central-1:111122223333:key/data"
  network_id       = "vpc-1"
  subnet_ids       = ["subnet-1", "subnet-2"]
  allowed_networks = ["10.20.0.0/18", "10.20.64.0/18"]
}

run "the_cheap_profile_is_half_the_size" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = !aws_db_instance.this.multi_az && aws_db_instance.this.instance_class == "db.t4g.small" && aws_db_instance.this.backup_retention_period == 7
    error_message = "it costs as much"
  }
}

run "more_connections_take_a_larger_machine" {
  command = plan

  variables {
    max_connections = 400
  }

  assert {
    condition     = aws_db_instance.this.instance_class == "db.m7g.large"
    error_message = "it has no memory for them"
  }
}

run "logs_are_there_before_the_database_writes_them" {
  command = plan

  assert {
    condition     = toset([for each in aws_cloudwatch_log_group.this : each.name]) == toset(["/aws/rds/instance/release-ledger-staging/postgresql", "/aws/rds/instance/release-ledger-staging/upgrade"])
    error_message = "RDS makes them by itself"
  }

  assert {
    condition     = aws_db_instance.this.enabled_cloudwatch_logs_exports == toset(["postgresql", "upgrade"])
    error_message = "a log stays on the machine"
  }
}

run "refuses_the_cheap_profile_in_production" {
  command = plan

  variables {
    environment = "production"
    small       = true
  }

  expect_failures = [aws_db_instance.this]
}

run "refuses_production_with_few_backups" {
  command = plan

  variables {
    environment = "production"
    backup_days = 2
  }

  expect_failures = [aws_db_instance.this]
}
