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

run "addons_ask_by_their_own_account" {
  assert {
    condition     = { for name, role in aws_iam_role.addon : name => jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub"] } == { aws-ebs-csi-driver = "system:serviceaccount:kube-system:ebs-csi-controller-sa", vpc-cni = "system:serviceaccount:kube-system:aws-node" }
    error_message = "another account may"
  }

  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "nobody enforces network policies"
  }

  assert {
    condition     = output.identity_issuer == "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC" && output.certificate_authority == "Y2VydGlmaWNhdGU="
    error_message = "the outputs are others"
  }
}

run "refuses_one_key_for_both" {
  command = plan

  variables {
    cluster_key_id = "arn:aws:kms:eu-central-1:111122223333:key/data"
  }

  expect_failures = [aws_eks_cluster.this]
}

run "warns_of_a_cluster_that_nobody_administers" {
  command = plan

  variables {
    administrators = []
  }

  expect_failures = [check.administrators]
}
