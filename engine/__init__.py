"""A Dagger engine for machines without Docker or an image registry."""

import sys

if sys.version_info < (3, 11):
    sys.exit("could not start: python3 is older than 3.11; run a newer one")
