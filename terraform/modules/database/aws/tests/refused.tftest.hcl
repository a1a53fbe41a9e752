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

run "refuses_postgres_version_with_a_minor" {
  command = plan

  variables {
    postgres_version = "16.4"
  }

  expect_failures = [var.postgres_version]
}

run "refuses_postgres_version_too_old" {
  command = plan

  variables {
    postgres_version = "13"
  }

  expect_failures = [var.postgres_version]
}

run "refuses_database_name_taken" {
  command = plan

  variables {
    database_name = "postgres"
  }

  expect_failures = [var.database_name]
}

run "refuses_database_name_upper_case" {
  command = plan

  variables {
    database_name = "Ledger"
  }

  expect_failures = [var.database_name]
}

run "refuses_storage_gb_too_little" {
  command = plan

  variables {
    storage_gb = 5
  }

  expect_failures = [var.storage_gb]
}

run "refuses_storage_gb_of_parts" {
  command = plan

  variables {
    storage_gb = 32.5
  }

  expect_failures = [var.storage_gb]
}

run "refuses_max_connections_too_few" {
  command = plan

  variables {
    max_connections = 5
  }

  expect_failures = [var.max_connections]
}

run "refuses_max_connections_too_many" {
  command = plan

  variables {
    max_connections = 5000
  }

  expect_failures = [var.max_connections]
}

run "refuses_backup_days_none" {
  command = plan

  variables {
    backup_days = 0
  }

  expect_failures = [var.backup_days]
}

run "refuses_backup_days_too_many" {
  command = plan

  variables {
    backup_days = 60
  }

  expect_failures = [var.backup_days]
}
