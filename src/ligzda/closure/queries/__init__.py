"""What can be read of stays that become less, ended or began anew, and of what went along with a family."""
