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

run "refuses_redis_version_with_a_minor" {
  command = plan

  variables {
    redis_version = "7.2"
  }

  expect_failures = [var.redis_version]
}

run "refuses_redis_version_too_old" {
  command = plan

  variables {
    redis_version = "6"
  }

  expect_failures = [var.redis_version]
}

run "refuses_memory_gb_none" {
  command = plan

  variables {
    memory_gb = 0
  }

  expect_failures = [var.memory_gb]
}

run "refuses_memory_gb_too_much" {
  command = plan

  variables {
    memory_gb = 100
  }

  expect_failures = [var.memory_gb]
}
