locals {
  # All of them run linux/amd64, as the images do. With spot the first that is to be had.
  machines = {
    small  = ["t3.medium", "t3a.medium"]
    medium = ["m7i-flex.large", "m7a.large", "m6i.large", "m6a.large"]
    large  = ["m7i-flex.xlarge", "m7a.xlarge", "m6i.xlarge", "m6a.xlarge"]
  }

  pools = {
    for name, pool in var.node_pools : name => merge(pool, {
      machines = pool.spot ? local.machines[pool.size] : slice(local.machines[pool.size], 0, 1)
      minimum  = var.small ? ceil(pool.minimum / 2) : pool.minimum
      maximum  = var.small ? ceil(pool.maximum / 2) : pool.maximum
    })
  }
}

resource "aws_launch_template" "this" {
  for_each = local.pools

  name                   = "${var.name}-${each.key}"
  description            = "Nodes of pool ${each.key} of ${var.name}."
  update_default_version = true
  tags                   = local.tags

  # Bottlerocket has its system on the first disk, images and pods on the second.
  dynamic "block_device_mappings" {
    for_each = { "/dev/xvda" = 4, "/dev/xvdb" = each.value.disk_gb }

    content {
      device_name = block_device_mappings.key

      ebs {
        volume_size           = block_device_mappings.value
        volume_type           = "gp3"
        encrypted             = true
        kms_key_id            = var.data_key_id
        delete_on_termination = true
      }
    }
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
    # One hop ends at the node: no pod can take on the node's role.
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = !var.small
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "network-interface", "volume"])

    content {
      resource_type = tag_specifications.key
      tags          = merge(local.tags, { Name = "${var.name}-${each.key}" })
    }
  }
}

resource "aws_eks_node_group" "this" {
  for_each = local.pools

  cluster_name    = aws_eks_cluster.this.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.subnet_ids
  version         = aws_eks_cluster.this.version
  ami_type        = "BOTTLEROCKET_x86_64"
  capacity_type   = each.value.spot ? "SPOT" : "ON_DEMAND"
  instance_types  = each.value.machines
  labels          = { pool = each.key }
  tags            = local.tags

  launch_template {
    id      = aws_launch_template.this[each.key].id
    version = tostring(aws_launch_template.this[each.key].latest_version)
  }

  node_repair_config {
    enabled = true
  }

  scaling_config {
    desired_size = each.value.minimum
    min_size     = each.value.minimum
    max_size     = each.value.maximum
  }

  update_config {
    max_unavailable = 1
  }

  lifecycle {
    # It is the autoscaler's from the first hour on.
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_eks_addon.before_nodes, aws_iam_role_policy_attachment.node]
}
