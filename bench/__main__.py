"""Print every figure: `make bench`."""

from bench import direct, image, integration, overhead, ship
from bench.service import installed

if __name__ == "__main__":
    overhead.nothing_changed()
    overhead.start()
    direct.main()
    image.main()
    integration.main()
    installed.measure()
    ship.main()
