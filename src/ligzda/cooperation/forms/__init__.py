"""What people fill in about meetings, requests, letters and disclosures."""
