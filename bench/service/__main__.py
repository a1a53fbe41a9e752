"""Print the figures of the service: `python -m bench.service`."""

from bench.service import installed

if __name__ == "__main__":
    installed.measure()
