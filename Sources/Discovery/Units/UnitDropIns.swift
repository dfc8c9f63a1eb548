import Host
import OpenClaw

/// The files that add to a unit. Source: systemd.unit(5).
struct UnitDropIns {
  /// A directory of units, as far as it holds folders of drop-ins.
  struct Place: Sendable {
    var path: String
    var folders: Set<ByteText>

    /// - Parameter names: all that lies in the directory.
    init(_ path: String, names: [String]) {
      self.path = path
      folders = Set(names.lazy.filter { $0.ends(with: ".d") }.map(\.bytes))
    }
  }

  let files: Machine.Files

  /// `openclaw@.service` of `openclaw@a.service`; nil for what is no instance.
  static func template(of name: String) -> String? {
    guard let at = name.place(of: "@"), !name[at...].begins(with: "@.") else { return nil }
    return name[...at] + ".service"
  }

  /// Those of all services, of all units with the same beginning up to a dash, and of the unit itself.
  /// - Parameter places: those that count most first.
  func all(of name: String, in places: [Place]) -> [String] {
    let stem = ServiceNames.stem(ofUnit: name)
    let prefixes =
      stem.indices.filter { stem[$0] == "-" }.map { String(stem[...$0]) + ".service.d" }
      + (Self.template(of: name).map { ["\($0).d"] } ?? [])
    return all(named: ["service.d"] + prefixes + [name + ".d"], in: places)
  }

  /// The files of some folders, sorted by their names; of equal names the one in the last of the folders, whatever directory that lies
  /// in, and of one folder the one in the directory that counts most (systemd's `unit_file_find_dropin_paths`).
  func all(named folders: [String], in places: [Place]) -> [String] {
    var found: [ByteText: String] = [:]
    for folder in folders {
      for place in places.reversed() where place.folders.contains(folder.bytes) {
        guard case .success(let names) = files.list("\(place.path)/\(folder)") else { continue }
        for name in names where name.ends(with: ".conf") {
          found[name.bytes] = "\(place.path)/\(folder)/\(name)"
        }
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
