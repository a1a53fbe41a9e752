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

run "refuses_cluster_key_id_by_alias" {
  command = plan

  variables {
    cluster_key_id = "alias/cluster"
  }

  expect_failures = [var.cluster_key_id]
}

run "refuses_kubernetes_version_with_a_patch" {
  command = plan

  variables {
    kubernetes_version = "1.35.4"
  }

  expect_failures = [var.kubernetes_version]
}

run "refuses_kubernetes_version_too_old" {
  command = plan

  variables {
    kubernetes_version = "1.28"
  }

  expect_failures = [var.kubernetes_version]
}

run "refuses_administrators_a_person" {
  command = plan

  variables {
    administrators = ["arn:aws:iam::111122223333:user/ann"]
  }

  expect_failures = [var.administrators]
}

run "refuses_administrator_networks_everybody" {
  command = plan

  variables {
    administrator_networks = ["0.0.0.0/0"]
  }

  expect_failures = [var.administrator_networks]
}

run "refuses_administrator_networks_a_name" {
  command = plan

  variables {
    administrator_networks = ["ledger.example"]
  }

  expect_failures = [var.administrator_networks]
}
