enum PlaceholderProbes {}
