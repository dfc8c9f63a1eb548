import GatewayModel

/// A browser profile of one gateway with its port; the gateway by its place in the context.
typealias CDPUser = (index: Int, port: IsolationInput.CDPPort)
