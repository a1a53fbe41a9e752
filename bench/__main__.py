"""Print every figure: `make bench`."""

from bench import direct, overhead

if __name__ == "__main__":
    overhead.nothing_changed()
    overhead.start()
    direct.main()
