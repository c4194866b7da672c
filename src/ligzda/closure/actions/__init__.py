"""What can be done with the end of a stay. Each action is one transaction and one entry in the trail."""
