"""`python -m publisher`."""

from publisher.commands import main

main()
