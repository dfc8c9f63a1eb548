import Discovery
import GatewayModel
import OpenClaw

extension FuzzSource {
  /// Podman's `.container` files.
  static let quadlet = FuzzSource(
    name: "quadlet", about: "podman's .container files",
    corpus: {
      Corpus.texts(
        """
        [Container]
        Image=ghcr.io/openclaw/openclaw:latest
        ContainerName=lab
        PublishPort=127.0.0.1:19001:18789
        PublishPort=[::1]:19100-19110:18000-18010/tcp
        Volume=/h/.openclaw-lab:/root/.openclaw:Z
        Environment=A=1 "B=two words"
        EnvironmentFile=/h/lab.env
        Pod=x.pod
        PodmanArgs=--cpus 2
        Exec=openclaw gateway run --port 18789
        [Service]
        Restart=always
        [Install]
        WantedBy=default.target
        @@ x.pod
        [Pod]
        PublishPort=1:2
        Network=host
        """) + Corpus.fixtures("cases", ends: [".container", ".pod"], most: 40)
    },
    dictionary: [
      "[Container]\n", "[Pod]\n", "[Service]\n", "Image=", "PublishPort=", "Volume=", "Mount=",
      "Network=host\n", "Environment=", "Exec=", "Pod=x.pod\n",
      "ServiceName=", "PodmanArgs=", "18789", ":", "-", "/tcp", "openclaw", "\"", "\\\n",
    ],
    run: { input throws(FuzzFault) in
      let map = FileMap(input)
      let name = Quadlet.unit(of: "/q/lab.container", [map.main])
      try Hold.that(name.hasSuffix(".service"), "a quadlet's unit is called \(Hold.excerpt(name))")
      try Hold.that(!name.contains("\n"), "a quadlet's unit has a name of two lines")
      _ = Quadlet.isWanted([map.main])
      let text = Quadlet.service(name: name, [map.main]) { map.texts[$0] }
      try Hold.bounded(text.utf8.count, by: 8, of: input.count, "the unit of a quadlet")
      let unit = parser(map.files).parse(
        name: name, path: "/q/lab.container", isUserUnit: true, texts: [("/q/lab.container", text)])
      guard let unit else { return }
      try check(unit, size: input.count)
      if case .container(let run) = unit.start.kind { try Hold.port(run.hostPort, "the port of a container") }
    })
}
