"""Print the figures of the service: `python -m bench.service`."""

from bench.service import figures

if __name__ == "__main__":
    figures.main()
