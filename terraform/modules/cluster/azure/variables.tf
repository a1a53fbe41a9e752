variable "network_id" {
  description = "Network that the cluster is in: network_id of the part network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+$", var.network_id))
    error_message = "network_id has to be the id of a virtual network."
  }
}

variable "subnet_ids" {
  description = "Subnets of the nodes: subnet_ids of the part network."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) == 1 && can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+$", var.subnet_ids[0]))
    error_message = "subnet_ids has to be the id of one subnet."
  }
}

variable "cluster_key_id" {
  description = "Key that seals Secrets in etcd: cluster_key_id of the part kms. In azure with its version: a new one reaches the cluster with the next apply."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9-]+\\.vault\\.azure\\.net/keys/[A-Za-z0-9-]+/[0-9a-f]+$", var.cluster_key_id))
    error_message = "cluster_key_id has to be the URL of a key with its version: https://V.vault.azure.net/keys/K/N."
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, such as 1.35; patches come by themselves."
  type        = string
  default     = "1.35"
  nullable    = false

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "kubernetes_version has to be a minor version, such as 1.35."
  }
}

variable "administrators" {
  description = "Who may administer the cluster: roles in aws, groups by address in gcp, groups by object id in azure."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for each in var.administrators : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", each))])
    error_message = "administrators have to be object ids of groups."
  }
}

variable "administrator_networks" {
  description = "Networks in CIDR form from which the API server can be reached from outside; none: only from within the network. In azure the cluster is made anew when the first is named or the last is taken away."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = (
      alltrue([
        for each in var.administrator_networks : can(cidrhost(each, 0)) && try(tonumber(split("/", each)[1]) >= 8, false)
      ])
    )
    error_message = "administrator_networks have to be in CIDR form, none wider than /8."
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
    condition = (
      length(var.node_pools) > 0 && alltrue([
        for key, pool in var.node_pools :
        can(regex("^[a-z][a-z0-9]{0,11}$", key)) &&
        contains(["small", "medium", "large"], pool.size) &&
        pool.minimum >= 1 && pool.maximum >= pool.minimum &&
        pool.disk_gb >= 30 && pool.disk_gb <= 1000
      ])
    )
    error_message = "node_pools have names of at most 12 small letters and digits, a size of small, medium or large, a maximum not below the minimum of at least 1, and disks of 30 to 1000 GiB."
  }

  validation {
    condition     = anytrue([for pool in var.node_pools : !pool.spot])
    error_message = "node_pools need one that is not spot: what the cluster itself runs must not vanish."
  }
}

variable "deletion_protection" {
  description = "Whether the cluster refuses to be deleted until this is false."
  type        = bool
  default     = true
  nullable    = false
}

variable "logs_id" {
  description = "Workspace that logs are sent to: logs_id of the part observability."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.OperationalInsights/workspaces/[^/]+$", var.logs_id))
    error_message = "logs_id has to be the id of a workspace."
  }
}

variable "vault_id" {
  description = "Vault of keys and secrets: vault_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.KeyVault/vaults/[^/]+$", var.vault_id))
    error_message = "vault_id has to be the id of a vault."
  }
}
