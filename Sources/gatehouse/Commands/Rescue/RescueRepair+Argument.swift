import App
import ArgumentParser
import Control
import GatewayModel
import Presentation
import Rescue

extension RescueRepair: ExpressibleByArgument {}
