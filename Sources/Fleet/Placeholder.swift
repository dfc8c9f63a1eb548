enum PlaceholderFleet {}
