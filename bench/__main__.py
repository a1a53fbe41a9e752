"""Print every figure: `make bench`."""

from bench import direct, hops, image, integration, overhead, scan, ship, ship_history
from bench.service import installed

if __name__ == "__main__":
    overhead.nothing_changed()
    overhead.start()
    direct.main()
    image.main()
    integration.main()
    scan.main()
    installed.measure()
    ship.main()
    ship_history.main()
    hops.main()
