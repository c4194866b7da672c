"""What can be done with meetings, requests, letters and disclosures. Each action is one transaction and one entry in the trail."""
