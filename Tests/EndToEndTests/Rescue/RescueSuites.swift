import TestSupport
import Testing

/// All that rescues.
@Suite(.onlyByName("Rescue"), .inPlaces) enum RescueSuites {}
