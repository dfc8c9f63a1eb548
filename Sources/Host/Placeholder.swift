enum PlaceholderHost {}
