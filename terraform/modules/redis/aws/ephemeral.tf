# In a file of its own: Trivy passes over a whole file that has such a block.
ephemeral "random_password" "this" {
  length = 40
  # It stands in a URL.
  special = false
}
