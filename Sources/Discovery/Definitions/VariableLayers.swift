import Host
import OpenClaw

/// The variables that a gateway's process would see, in OpenClaw's order, and where each of them stands.
/// Source: openclaw-facts.md section 4 (process > `.env` of the state directory > `env` of the config).
struct VariableLayers {
  struct Layer {
    var values: [String: String]
    /// The file that holds them, the home written `~`; nil for variables that stand in no file of the gateway's.
    var file: String?
    /// In front of the name behind `#`.
    var prefix = ""
    /// Links resolved, for layers that two gateways can read from one file.
    var real: String?
  }

  /// The strongest first.
  var layers: [Layer]

  subscript(name: String) -> (value: String, layer: Layer)? {
    for layer in layers {
      if let value = layer.values[name]?.nonBlank { return (value, layer) }
    }
    return nil
  }
}
