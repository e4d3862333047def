"""The addresses of the collection of good practices."""

from practices.listing import LISTING

COLLECTION = LISTING.routes()
