import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// Runs only where a filter of `swift test` has this word: it takes long, or needs what not every machine has. `.ci/run` names it.
  public static func onlyByName(_ word: String) -> Self {
    .enabled(
      if: CommandLine.arguments.contains { $0.contains(word) }, "swift test --filter \(word) runs it")
  }
}
