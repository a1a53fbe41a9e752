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

  mock_data "aws_vpc" {
    defaults = { cidr_block = "10.20.0.0/16" }
  }

  mock_resource "aws_eks_cluster" {
    defaults = {
      arn                   = "arn:aws:eks:eu-central-1:111122223333:cluster/release-ledger-staging"
      certificate_authority = [{ data = "Y2VydGlmaWNhdGU=" }]
      identity              = [{ oidc = [{ issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC" }] }]
    }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC" }
  }
}

variables {
  name           = "release-ledger-staging"
  environment    = "staging"
  data_key_id    = "arn:aws:kms:eu-central-1:111122223333:key/data"
  network_id     = "vpc-1"
  subnet_ids     = ["subnet-1", "subnet-2"]
  cluster_key_id = "arn:aws:kms:eu-central-1:111122223333:key/cluster"
  administrators = ["arn:aws:iam::111122223333:role/release-ledger-staging-apply"]
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

run "refuses_retention_days_of_none" {
  command = plan

  variables {
    retention_days = 0
  }

  expect_failures = [var.retention_days]
}

run "refuses_retention_days_of_parts" {
  command = plan

  variables {
    retention_days = 1.5
  }

  expect_failures = [var.retention_days]
}
