module "queue" {
  source = "../../modules/queue"

  name   = "shop-staging"
  key_id = "alias/shop-staging"
  tags   = { environment = "staging" }
}
