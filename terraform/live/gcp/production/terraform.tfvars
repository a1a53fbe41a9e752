# Put in your own: project, domain, repository, groups, addresses, where the states are.
location   = "europe-west3"
project    = "ledger-production"
small      = false
cidr       = "10.30.0.0/16"
domain     = "ledger.example"
repository = "OWNER/NAME"

administrators   = ["platform@ledger.example"]
alarm_emails     = ["on-call@ledger.example"]
registry_readers = ["release-ledger-staging-node@ledger-staging.iam.gserviceaccount.com"]

state_id     = "ledger-production-release-ledger-production-state"
state_key_id = "projects/ledger-production/locations/europe-west3/keyRings/release-ledger-production-state/cryptoKeys/state"
