"""Runs the command line from a checkout: `python cli.py …`."""

from publisher.commands import main

if __name__ == "__main__":
    main()
