# Put in your own: account, domain, repository, roles, addresses, the key of the states.
region     = "eu-central-1"
account    = "111111111111"
small      = true
cidr       = "10.20.0.0/16"
domain     = "staging.ledger.example"
repository = "OWNER/NAME"

administrators = ["arn:aws:iam::111111111111:role/platform"]
alarm_emails   = ["on-call@ledger.example"]

state_key_id = "arn:aws:kms:eu-central-1:111111111111:key/00000000-0000-4000-8000-000000000001"
