"""What can be done with care statuses and return plans. Each action is one transaction and one entry in the trail."""
