"""What writers get: the bulletin with its pictures placed, its title in lines, its faces found.

Nothing is left to look up: no writer opens a file or measures a picture.
"""

from publisher.prepared.model import Placed, Plate, Plates, Prepared, PreparedArticle
from publisher.prepared.prepare import prepare

__all__ = ["Placed", "Plate", "Plates", "Prepared", "PreparedArticle", "prepare"]
