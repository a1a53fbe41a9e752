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

run "the_api_is_reached_from_within_only" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "the API server can be reached from outside"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.api.cidr_ipv4 == "10.20.0.0/16" && aws_vpc_security_group_ingress_rule.api.from_port == 443
    error_message = "others than the network reach it"
  }
}

run "from_outside_only_those_who_are_named" {
  command = plan

  variables {
    administrator_networks = ["203.0.113.0/28"]
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access && aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["203.0.113.0/28"])
    error_message = "others reach it"
  }
}

run "secrets_are_sealed_and_everything_is_logged" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].resources == toset(["secrets"]) && aws_eks_cluster.this.encryption_config[0].provider[0].key_arn == "arn:aws:kms:eu-central-1:111122223333:key/cluster"
    error_message = "another key seals Secrets"
  }

  assert {
    condition     = aws_eks_cluster.this.enabled_cluster_log_types == toset(["api", "audit", "authenticator", "controllerManager", "scheduler"])
    error_message = "a log is off"
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data" && aws_cloudwatch_log_group.this.retention_in_days == 90 && aws_cloudwatch_log_group.this.name == "/aws/eks/release-ledger-staging/cluster"
    error_message = "the log is plain, or EKS makes another"
  }

  assert {
    condition     = aws_eks_cluster.this.deletion_protection
    error_message = "the cluster can be deleted"
  }
}

run "only_the_listed_administer" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "aws-auth counts, or who made the cluster"
  }

  assert {
    condition     = keys(aws_eks_access_policy_association.administrator) == ["arn:aws:iam::111122223333:role/release-ledger-staging-apply"]
    error_message = "others administer the cluster"
  }
}
