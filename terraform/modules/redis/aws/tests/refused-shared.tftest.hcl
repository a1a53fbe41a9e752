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

run "refuses_name_upper_case" {
  command = plan

  variables {
    name = "Release-Ledger"
  }

  expect_failures = [var.name]
}

run "refuses_name_too_long" {
  command = plan

  variables {
    name = "release-ledger-staging-for-europe"
  }

  expect_failures = [var.name]
}

run "refuses_name_two_hyphens" {
  command = plan

  variables {
    name = "release--ledger"
  }

  expect_failures = [var.name]
}

run "refuses_environment_unknown" {
  command = plan

  variables {
    environment = "test"
  }

  expect_failures = [var.environment]
}

run "refuses_tags_of_aws" {
  command = plan

  variables {
    tags = { "aws:owner" = "x" }
  }

  expect_failures = [var.tags]
}

run "refuses_data_key_id_by_alias" {
  command = plan

  variables {
    data_key_id = "alias/data"
  }

  expect_failures = [var.data_key_id]
}

run "refuses_network_id_by_name" {
  command = plan

  variables {
    network_id = "release-ledger"
  }

  expect_failures = [var.network_id]
}

run "refuses_subnet_ids_only_one" {
  command = plan

  variables {
    subnet_ids = ["subnet-1"]
  }

  expect_failures = [var.subnet_ids]
}

run "refuses_allowed_networks_none" {
  command = plan

  variables {
    allowed_networks = []
  }

  expect_failures = [var.allowed_networks]
}

run "refuses_allowed_networks_everybody" {
  command = plan

  variables {
    allowed_networks = ["0.0.0.0/0"]
  }

  expect_failures = [var.allowed_networks]
}

run "refuses_allowed_networks_a_name" {
  command = plan

  variables {
    allowed_networks = ["ledger.example"]
  }

  expect_failures = [var.allowed_networks]
}
