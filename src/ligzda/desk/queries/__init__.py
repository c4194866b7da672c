"""What the pages that cross rooms show, put together from the queries of the rooms."""
