import Testing

/// All that rescues: one after another, because each of them keeps several gateways and a watch busy.
@Suite(.serialized) enum RescueSuites {}
