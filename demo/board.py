"""Take the README's picture of the board, of the service that `make up` started."""

import os

from demo.cluster import pictures
from local.places import ROOT, Places

if __name__ == "__main__":
    pictures.page(f"{Places.of(os.environ).url}/", ROOT / "docs" / "board.png")
