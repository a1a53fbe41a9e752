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

  mock_resource "aws_elasticache_replication_group" {
    defaults = { primary_endpoint_address = "master.release-ledger-staging.abc.euc1.cache.amazonaws.com" }
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
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && aws_elasticache_replication_group.this.transit_encryption_mode == "required"
    error_message = "it answers without TLS"
  }

  assert {
    condition     = aws_elasticache_replication_group.this.at_rest_encryption_enabled == "true" && aws_elasticache_replication_group.this.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data"
    error_message = "another key encrypts"
  }

  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.this)) == toset(["10.20.0.0/18", "10.20.64.0/18"])
    error_message = "others may connect"
  }

  assert {
    condition     = alltrue([for each in aws_vpc_security_group_ingress_rule.this : each.from_port == 6379 && each.to_port == 6379])
    error_message = "other ports are open"
  }
}

run "a_second_machine_stands_by" {
  command = plan

  assert {
    condition     = aws_elasticache_replication_group.this.num_cache_clusters == 2 && aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
    error_message = "nobody takes over"
  }

  assert {
    condition     = aws_elasticache_replication_group.this.engine == "valkey" && aws_elasticache_replication_group.this.engine_version == "7.2" && aws_elasticache_replication_group.this.node_type == "cache.t4g.medium"
    error_message = "it is of another kind or size"
  }
}

run "nobody_may_empty_it" {
  command = plan

  assert {
    condition     = aws_elasticache_user.this.access_string == "on ~* -@all +@connection +@read +@write -@dangerous"
    error_message = "the user may do something else"
  }

  assert {
    condition     = aws_elasticache_user_group.this.user_ids == toset(["release-ledger-staging-ledger"])
    error_message = "there is another user"
  }
}

run "the_password_is_in_no_state" {
  assert {
    condition     = aws_elasticache_user.this.passwords_wo == null && aws_secretsmanager_secret_version.this.secret_string_wo == null
    error_message = "what is only passed through was kept"
  }

  assert {
    condition     = aws_elasticache_user.this.passwords_wo_version == 7 && aws_secretsmanager_secret_version.this.secret_string_wo_version == 7
    error_message = "Redis and the secret change at different times"
  }

  assert {
    condition     = aws_secretsmanager_secret.this.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data" && output.secret == "release-ledger-staging/redis"
    error_message = "the secret is elsewhere, or another key encrypts"
  }

  assert {
    condition     = output.host == "master.release-ledger-staging.abc.euc1.cache.amazonaws.com" && output.port == 6379
    error_message = "the outputs are others"
  }
}

run "the_cheap_profile_is_one_small_machine" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = aws_elasticache_replication_group.this.num_cache_clusters == 1 && !aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.node_type == "cache.t4g.small"
    error_message = "it costs as much"
  }
}

run "logs_are_encrypted" {
  command = plan

  assert {
    condition     = alltrue([for each in aws_cloudwatch_log_group.this : each.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data"]) && length(aws_elasticache_replication_group.this.log_delivery_configuration) == 2
    error_message = "a log is plain or off"
  }
}

run "refuses_the_cheap_profile_in_production" {
  command = plan

  variables {
    environment = "production"
    small       = true
  }

  expect_failures = [aws_elasticache_replication_group.this]
}
