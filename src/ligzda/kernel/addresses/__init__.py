"""What a postal address is, however somebody spelled it: read, compared, found in any text and covered. Pure; no tables.

A spelling may differ in letters (Unicode forms, marks, Cyrillic), in the case or the abbreviation of the street word, in order,
in blanks, hyphens and soft hyphens. What stays is the name of the street with the number of the house, or the name of a house.
"""

from ligzda.kernel.addresses.finding import Finder
from ligzda.kernel.addresses.pages import Reader, cover_ends, cover_page
from ligzda.kernel.addresses.reading import Place, house_key, read, same

__all__ = ["Finder", "Place", "Reader", "cover_ends", "cover_page", "house_key", "read", "same"]
