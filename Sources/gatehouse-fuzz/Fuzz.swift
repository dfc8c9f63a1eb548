import Foundation

/// Gives everything that Gatehouse reads from outside texts that nobody would write, and looks whether what must hold still holds.
///
///     swift build -c release --product gatehouse-fuzz
///     .build/release/gatehouse-fuzz all --runs 20000
///     .build/release/gatehouse-fuzz config --runs 100000 --seed 7 --faults 5 --out faults
///     .build/release/gatehouse-fuzz config --replay faults/config-0123456789ab.bin
///
/// One seed makes the same inputs on every machine. Each source runs in a child of its own; a trap, a hang or a broken invariant is one
/// fault, whose input is made small and written down. Exits with 1 where there was a fault.
@main
struct Fuzz {
  static func main() {
    do {
      exit(try run(FuzzOptions(Array(CommandLine.arguments.dropFirst()))))
    } catch let wrong as FuzzOptions.Wrong {
      FileHandle.standardError.write(Data((wrong.message + "\n").utf8))
      exit(64)
    } catch {
      FileHandle.standardError.write(Data("gatehouse-fuzz: \(error)\n".utf8))
      exit(74)
    }
  }

  private static func run(_ options: FuzzOptions) throws -> Int32 {
    if options.source == "list" {
      for source in FuzzSource.all { FuzzReport.say(FuzzReport.row([source.name, source.about])) }
      return 0
    }
    let sources =
      options.source == "all" ? FuzzSource.all : FuzzSource.named(options.source).map { [$0] } ?? []
    guard let first = sources.first else {
      throw FuzzOptions.Wrong(message: "\(options.source) is no source; `gatehouse-fuzz list` names them")
    }
    if let map = options.child { return try child(first, map, options) }
    if let index = options.print {
      FileHandle.standardOutput.write(Data(Mutator(source: first, seed: options.seed).input(index)))
      return 0
    }
    try FileManager.default.createDirectory(atPath: options.out, withIntermediateDirectories: true)
    if let file = options.replay { return try replay(first, file, options) }
    return try runAll(sources, options)
  }

  private static func child(_ source: FuzzSource, _ map: String, _ options: FuzzOptions) throws -> Int32 {
    let child = FuzzChild(source: source, progress: try SharedProgress(path: map))
    if let file = options.replay { return child.run(Array(try Data(contentsOf: URL(filePath: file)))) }
    return child.run(options.from..<options.from + options.runs, seed: options.seed)
  }

  private static func replay(_ source: FuzzSource, _ file: String, _ options: FuzzOptions) throws -> Int32 {
    var input = Array(try Data(contentsOf: URL(filePath: file)))
    let trial = FuzzTrial(
      source: source.name, stem: "\(options.out)/replay-\(source.name)", seconds: options.seconds)
    defer { trial.remove() }
    let outcome = try trial.run(input)
    if options.minimises, outcome != .held {
      input = try Minimiser(tries: 2000, seconds: 300).smallest(input) {
        try trial.run($0).kind == outcome.kind
      }
      try Data(input).write(to: URL(filePath: file))
    }
    FuzzReport.say("\(input.count) bytes: \(outcome.text)")
    if case .trap = outcome {
      _ = try trial.run(input, backtrace: true)
      for line in trial.trapLines { FuzzReport.say("  \(line)") }
    }
    return outcome == .held ? 0 : 1
  }

  /// Some sources at a time.
  private static func runAll(_ sources: [FuzzSource], _ options: FuzzOptions) throws -> Int32 {
    var waiting = sources[...]
    var running: [FuzzRun] = []
    var hasFaults = false
    let began = FuzzClock.now
    while !waiting.isEmpty || !running.isEmpty {
      while running.count < options.jobs, let source = waiting.popFirst() {
        running.append(try FuzzRun(source, options))
      }
      var going: [FuzzRun] = []
      for run in running {
        if try run.step() {
          going.append(run)
        } else {
          FuzzReport.say(run.summary)
          if !run.found.isEmpty { hasFaults = true }
          run.remove()
        }
      }
      running = going
      usleep(2000)
    }
    if sources.count > 1 { FuzzReport.say("\(sources.count) sources in \(Int(FuzzClock.now - began)) s") }
    return hasFaults ? 1 : 0
  }
}
