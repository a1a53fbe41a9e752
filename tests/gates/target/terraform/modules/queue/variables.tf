variable "name" {
  description = "What the queue's name begins with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,30}$", var.name))
    error_message = "name has to be 3 to 31 small letters, digits and dashes."
  }
}

variable "key_id" {
  description = "The key that orders are encrypted with."
  type        = string
}

variable "days" {
  description = "How long an order waits at most."
  type        = number
  default     = 4

  validation {
    condition     = var.days >= 1 && var.days <= 14
    error_message = "days has to be 1 to 14."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
