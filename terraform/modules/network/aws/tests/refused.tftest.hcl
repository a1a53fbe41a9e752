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

  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] }
  }
}

variables {
  name        = "release-ledger-staging"
  environment = "staging"
  data_key_id = "arn:aws:kms:eu-central-1:111122223333:key/data"
}

run "refuses_cidr_too_small" {
  command = plan

  variables {
    cidr = "10.20.0.0/20"
  }

  expect_failures = [var.cidr]
}

run "refuses_cidr_in_the_middle" {
  command = plan

  variables {
    cidr = "10.20.1.0/16"
  }

  expect_failures = [var.cidr]
}

run "refuses_cidr_no_network" {
  command = plan

  variables {
    cidr = "ledger"
  }

  expect_failures = [var.cidr]
}

run "refuses_zones_only_one" {
  command = plan

  variables {
    zones = 1
  }

  expect_failures = [var.zones]
}

run "refuses_zones_four" {
  command = plan

  variables {
    zones = 4
  }

  expect_failures = [var.zones]
}

run "refuses_interface_endpoints_of_a_gateway" {
  command = plan

  variables {
    interface_endpoints = ["s3"]
  }

  expect_failures = [var.interface_endpoints]
}

run "refuses_interface_endpoints_no_name" {
  command = plan

  variables {
    interface_endpoints = ["ECR API"]
  }

  expect_failures = [var.interface_endpoints]
}
