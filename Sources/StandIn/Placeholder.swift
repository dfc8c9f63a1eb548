enum PlaceholderStandIn {}
