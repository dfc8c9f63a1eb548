/// A row of samples as bars of eight heights.
public enum Sparkline {
  /// - Parameters:
  ///   - samples: nil for one that is missing.
  ///   - ceiling: the value of a full bar is at least this, so that noise stays small.
  public static func text(_ samples: [Double?], ceiling: Double, glyphs: Glyphs) -> String {
    let top = max(ceiling, samples.compactMap(\.self).max() ?? 0)
    return samples.map { sample in
      guard let sample, top > 0 else { return " " }
      let level = Int((sample / top * Double(glyphs.levels.count)).rounded(.up)) - 1
      return glyphs.levels[min(max(level, 0), glyphs.levels.count - 1)]
    }.joined()
  }
}
