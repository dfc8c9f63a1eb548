import Testing

/// All that rescues.
@Suite(.inPlaces) enum RescueSuites {}
