# Put in your own: subscription, domain, repository, groups, addresses, where the states are.
location     = "germanywestcentral"
subscription = "00000000-0000-4000-8000-000000000001"
small        = true
cidr         = "10.20.0.0/16"
domain       = "staging.ledger.example"
repository   = "OWNER/NAME"

administrators = ["00000000-0000-4000-8000-0000000000a1"]
alarm_emails   = ["on-call@ledger.example"]

state_id     = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/release-ledger-staging-state/providers/Microsoft.Storage/storageAccounts/releaseledgerstate000001/blobServices/default/containers/states"
state_key_id = "https://release-ledger-s-000001.vault.azure.net/keys/state"
