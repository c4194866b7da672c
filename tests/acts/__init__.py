"""What every act leaves in the trail: one call for each, and beside it, written by hand, the lines that it owes."""
