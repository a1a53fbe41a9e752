variable "network_id" {
  description = "Network that the cluster is in: network_id of the part network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/global/networks/[^/]+$", var.network_id))
    error_message = "network_id has to be the id of a network: projects/P/global/networks/N."
  }
}

variable "subnet_ids" {
  description = "Subnets of the nodes: subnet_ids of the part network. In gcp there is one, which has all zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) == 1 && can(regex("^projects/[^/]+/regions/${var.location}/subnetworks/[^/]+$", var.subnet_ids[0]))
    error_message = "subnet_ids has to be the id of one subnet in the region of location."
  }
}

variable "cluster_key_id" {
  description = "Key that seals Secrets in etcd: cluster_key_id of the part kms."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.cluster_key_id))
    error_message = "cluster_key_id has to be the id of a key: projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }

  validation {
    condition     = strcontains(var.cluster_key_id, "/locations/${var.location}/")
    error_message = "cluster_key_id has to be a key in the region of location: Google refuses any other."
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
    condition     = alltrue([for each in var.administrators : can(regex("^[^@[:space:]]+@[^@[:space:]]+\\.[a-z]+$", each))])
    error_message = "administrators have to be addresses of groups, such as platform@example.com."
  }
}

variable "administrator_networks" {
  description = "Networks in CIDR form from which the API server can be reached from outside; none: only from within the network."
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
        can(regex("^[a-z][a-z0-9-]{0,11}$", key)) &&
        contains(["small", "medium", "large"], pool.size) &&
        pool.minimum >= 1 && pool.maximum >= pool.minimum &&
        pool.disk_gb >= 20 && pool.disk_gb <= 1000
      ])
    )
    error_message = "node_pools have names of at most 12 small letters, digits and dashes, a size of small, medium or large, a maximum not below the minimum of at least 1, and disks of 20 to 1000 GiB."
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

variable "pod_range" {
  description = "Secondary range of the subnet that pods get addresses from: pod_range of the part network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,62}$", var.pod_range))
    error_message = "pod_range has to be the name of a secondary range."
  }
}

variable "service_range" {
  description = "Secondary range of the subnet that Services get addresses from: service_range of the part network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,62}$", var.service_range)) && var.service_range != var.pod_range
    error_message = "service_range has to be the name of a secondary range, and not that of the pods."
  }
}
