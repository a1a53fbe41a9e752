variable "cluster_key_id" {
  description = "Key that seals Secrets in etcd: cluster_key_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.cluster_key_id, "arn:")
    error_message = "could not use cluster_key_id '${var.cluster_key_id}': it is no ARN; take the output of the module kms, not an alias"
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, such as 1.35; patches come by themselves."
  type        = string
  default     = "1.35"
  nullable    = false

  validation {
    condition     = can(regex("^1\\.(3[3-9]|[4-9][0-9])$", var.kubernetes_version))
    error_message = "could not use kubernetes_version '${var.kubernetes_version}': it is not a minor version from 1.33 on, without a patch; write one such as 1.35"
  }
}

variable "administrators" {
  description = "Who may administer the cluster: roles in aws, groups by address in gcp, groups by object id in azure."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for role in var.administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/", role))])
    error_message = "could not let '${join(", ", var.administrators)}' administer the cluster: one is no ARN of a role; write arn:aws:iam::ACCOUNT:role/NAME"
  }
}

variable "administrator_networks" {
  description = "Networks in CIDR form from which the API server can be reached from outside; none: only from within the network."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for network in var.administrator_networks : can(cidrnetmask(network)) && try(tonumber(split("/", network)[1]) >= 16, false)])
    error_message = "could not let in '${join(", ", var.administrator_networks)}': one is no IPv4 network of /16 or smaller; write addresses of your own, such as 203.0.113.0/28"
  }
}

variable "node_pools" {
  description = "Nodes by pool: size is small (2 CPU, 4 GiB), medium (2 CPU, 8 GiB) or large (4 CPU, 16 GiB); the cheap profile halves minimum and maximum."
  type = map(object({
    size    = optional(string, "medium")
    minimum = optional(number, 2)
    maximum = optional(number, 6)
    disk_gb = optional(number, 50)
    spot    = optional(bool, false)
  }))
  default  = { general = {} }
  nullable = false

  validation {
    condition     = anytrue([for pool in var.node_pools : !pool.spot])
    error_message = "could not use node_pools '${join(", ", keys(var.node_pools))}': all of them may be taken away at once; let one be without spot"
  }

  validation {
    condition     = alltrue([for name in keys(var.node_pools) : can(regex("^[a-z][a-z0-9-]{0,14}$", name))])
    error_message = "could not use node_pools '${join(", ", keys(var.node_pools))}': a name is not 1 to 15 lower-case letters, digits and hyphens; rename it"
  }

  validation {
    condition     = alltrue([for pool in var.node_pools : contains(["small", "medium", "large"], pool.size)])
    error_message = "could not use node_pools of size '${join(", ", [for pool in var.node_pools : pool.size])}': there are small, medium and large"
  }

  validation {
    condition     = alltrue([for pool in var.node_pools : pool.minimum >= 1 && pool.maximum >= pool.minimum && pool.maximum <= 100])
    error_message = "could not use node_pools '${join(", ", keys(var.node_pools))}': one has no nodes, or a maximum below its minimum or above 100"
  }

  validation {
    condition     = alltrue([for pool in var.node_pools : pool.disk_gb >= 20 && pool.disk_gb <= 1000])
    error_message = "could not use node_pools '${join(", ", keys(var.node_pools))}': a disk_gb is not from 20 to 1000, and images need room"
  }
}
