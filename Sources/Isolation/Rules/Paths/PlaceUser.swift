import GatewayModel

/// A place on disk that a gateway uses; the gateway by its place in the context.
typealias PlaceUser = (index: Int, place: ClaimedResources.Place)
