import GatewayModel

/// A secret of one gateway; the gateway by its place in the context.
typealias CredentialUser = (index: Int, credential: ClaimedResources.Credential)
