"""What can be done with referrals, episodes, teams and notes. Each action is one transaction and one entry in the trail."""
