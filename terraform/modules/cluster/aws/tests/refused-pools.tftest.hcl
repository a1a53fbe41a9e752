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

run "refuses_node_pools_only_spot" {
  command = plan

  variables {
    node_pools = { general = { spot = true } }
  }

  expect_failures = [var.node_pools]
}

run "refuses_node_pools_of_no_size" {
  command = plan

  variables {
    node_pools = { general = { size = "huge" } }
  }

  expect_failures = [var.node_pools]
}

run "refuses_node_pools_without_nodes" {
  command = plan

  variables {
    node_pools = { general = { minimum = 0 } }
  }

  expect_failures = [var.node_pools]
}

run "refuses_node_pools_turned_round" {
  command = plan

  variables {
    node_pools = { general = { minimum = 4, maximum = 2 } }
  }

  expect_failures = [var.node_pools]
}

run "refuses_node_pools_without_disk" {
  command = plan

  variables {
    node_pools = { general = { disk_gb = 5 } }
  }

  expect_failures = [var.node_pools]
}

run "refuses_node_pools_without_name" {
  command = plan

  variables {
    node_pools = { "General Purpose" = {} }
  }

  expect_failures = [var.node_pools]
}
