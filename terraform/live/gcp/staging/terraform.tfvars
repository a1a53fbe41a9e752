# Put in your own: project, domain, repository, groups, addresses, where the states are.
location   = "europe-west3"
project    = "ledger-staging"
small      = true
cidr       = "10.20.0.0/16"
domain     = "staging.ledger.example"
repository = "OWNER/NAME"

administrators = ["platform@ledger.example"]
alarm_emails   = ["on-call@ledger.example"]

state_id     = "ledger-staging-release-ledger-staging-state"
state_key_id = "projects/ledger-staging/locations/europe-west3/keyRings/release-ledger-staging-state/cryptoKeys/state"
