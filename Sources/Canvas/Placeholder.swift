enum PlaceholderCanvas {}
