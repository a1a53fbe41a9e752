provider "registry.opentofu.org/hashicorp/aws" {
  version     = "6.69.1"
  constraints = "6.69.1"
  hashes = [
    "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ]
}
