location     = "europe-west3"
project      = "ledger-staging"
repository   = "https://git.example/release-ledger.git"
environments = []
