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

run "nodes_have_encrypted_disks_and_keep_their_role" {
  command = plan

  assert {
    condition     = alltrue([for each in aws_launch_template.this["general"].block_device_mappings : each.ebs[0].encrypted == "true" && each.ebs[0].kms_key_id == "arn:aws:kms:eu-central-1:111122223333:key/data"])
    error_message = "a disk is plain"
  }

  assert {
    condition     = aws_launch_template.this["general"].metadata_options[0].http_tokens == "required" && aws_launch_template.this["general"].metadata_options[0].http_put_response_hop_limit == 1
    error_message = "a pod can take on the role of its node"
  }

  assert {
    condition     = aws_eks_node_group.this["general"].scaling_config[0].min_size == 2 && aws_eks_node_group.this["general"].scaling_config[0].max_size == 6
    error_message = "there are other numbers of nodes"
  }

  assert {
    condition     = toset(keys(aws_iam_role_policy_attachment.node)) == toset(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"])
    error_message = "nodes may do something else"
  }

  assert {
    condition     = aws_ebs_encryption_by_default.this.enabled && aws_ebs_default_kms_key.this.key_arn == "arn:aws:kms:eu-central-1:111122223333:key/data"
    error_message = "a volume of a pod is plain"
  }
}

run "the_cheap_profile_halves_nodes" {
  command = plan

  variables {
    small = true
  }

  assert {
    condition     = aws_eks_node_group.this["general"].scaling_config[0].min_size == 1 && aws_eks_node_group.this["general"].scaling_config[0].max_size == 3
    error_message = "there are as many nodes"
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 60
    error_message = "logs are kept as long"
  }
}

run "spot_takes_what_is_to_be_had" {
  command = plan

  variables {
    node_pools = { general = {}, extra = { size = "large", spot = true } }
  }

  assert {
    condition     = aws_eks_node_group.this["extra"].capacity_type == "SPOT" && length(aws_eks_node_group.this["extra"].instance_types) == 4
    error_message = "only one kind of machine is asked for"
  }

  assert {
    condition     = aws_eks_node_group.this["general"].capacity_type == "ON_DEMAND" && length(aws_eks_node_group.this["general"].instance_types) == 1
    error_message = "the pool that stays may be taken away"
  }
}
