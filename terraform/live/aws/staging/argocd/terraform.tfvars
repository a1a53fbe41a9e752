repository   = "https://git.example/release-ledger.git"
environments = []
