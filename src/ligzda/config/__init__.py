"""Where the house is put together: settings, addresses, command line, the clock that runs jobs. Nothing stands on it."""
