import Foundation

/// Texts to begin with.
enum Corpus {
  static func texts(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// Files below `Tests/Fixtures`, where the program is started in the repository: at most so many, evenly chosen.
  /// - Parameter ends: how the name of a file ends, or one of its parts begins.
  static func fixtures(_ folder: String, ends: [String], most: Int) -> [[UInt8]] {
    let root = "Tests/Fixtures/" + folder
    // Elsewhere the texts of the sources are all there is.
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    let wanted = names.filter { name in ends.contains { name.hasSuffix($0) } }.sorted()
    let step = max(1, wanted.count / max(1, most))
    return stride(from: 0, to: wanted.count, by: step).prefix(most).compactMap { place in
      FileManager.default.contents(atPath: "\(root)/\(wanted[place])").map { Array($0) }
    }
  }

  /// Whole homes of the cases, each file behind its `@@` line.
  static func homes(most: Int) -> [[UInt8]] {
    let root = "Tests/Fixtures/cases"
    // Elsewhere the text of the source is all there is.
    let cases = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
    let step = max(1, cases.count / max(1, most))
    return stride(from: 0, to: cases.count, by: step).prefix(most).map { place in
      let home = "\(root)/\(cases[place])/home"
      let names = ((try? FileManager.default.subpathsOfDirectory(atPath: home)) ?? []).sorted()
      return names.reduce(into: []) { all, name in
        // Directories have no contents.
        guard let bytes = FileManager.default.contents(atPath: "\(home)/\(name)"), !bytes.isEmpty else {
          return
        }
        all += Array("@@ /h/\(name)\n".utf8) + bytes + [0x0A]
      }
    }
  }
}
