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

run "it_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = !aws_db_instance.this.publicly_accessible
    error_message = "it has a public address"
  }

  assert {
    condition     = aws_db_instance.this.storage_encrypted && aws_db_instance.this.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data" && aws_db_instance.this.performance_insights_kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data"
    error_message = "another key encrypts"
  }

  assert {
    condition     = [for each in aws_db_parameter_group.this.parameter : each.value if each.name == "rds.force_ssl"] == ["1"]
    error_message = "it answers without TLS"
  }

  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.this)) == toset(["10.20.0.0/18", "10.20.64.0/18"])
    error_message = "others may connect"
  }

  assert {
    condition     = alltrue([for each in aws_vpc_security_group_ingress_rule.this : each.from_port == 5432 && each.to_port == 5432])
    error_message = "other ports are open"
  }
}

run "it_is_backed_up_and_not_deleted" {
  command = plan

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.backup_retention_period == 14
    error_message = "there is no second machine, or too few backups"
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot && !aws_db_instance.this.delete_automated_backups
    error_message = "it can be lost"
  }

  assert {
    condition     = aws_db_instance.this.max_allocated_storage == 128 && aws_db_instance.this.instance_class == "db.t4g.medium"
    error_message = "it is of another size"
  }

  assert {
    condition     = [for each in aws_db_parameter_group.this.parameter : each.value if each.name == "max_connections"] == ["100"]
    error_message = "it takes other numbers of connections"
  }
}

run "the_password_is_in_no_state" {
  assert {
    condition     = aws_db_instance.this.password_wo == null && aws_secretsmanager_secret_version.this.secret_string_wo == null
    error_message = "what is only passed through was kept"
  }

  assert {
    condition     = aws_db_instance.this.password_wo_version == 7 && aws_secretsmanager_secret_version.this.secret_string_wo_version == 7
    error_message = "the database and the secret change at different times"
  }

  assert {
    condition     = aws_secretsmanager_secret.this.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data" && output.secret == "release-ledger-staging/database"
    error_message = "the secret is elsewhere, or another key encrypts"
  }

  assert {
    condition     = output.host == "release-ledger-staging.abc.eu-central-1.rds.amazonaws.com" && output.port == 5432 && output.name == "ledger"
    error_message = "the outputs are others"
  }
}
