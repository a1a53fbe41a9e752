# Put in your own: account, domain, repository, roles, addresses, the key of the states.
region     = "eu-central-1"
account    = "222222222222"
small      = false
cidr       = "10.30.0.0/16"
domain     = "ledger.example"
repository = "OWNER/NAME"

administrators   = ["arn:aws:iam::222222222222:role/platform"]
alarm_emails     = ["on-call@ledger.example"]
registry_readers = ["arn:aws:iam::111111111111:role/release-ledger-staging-node"]

state_key_id = "arn:aws:kms:eu-central-1:222222222222:key/00000000-0000-4000-8000-000000000001"
