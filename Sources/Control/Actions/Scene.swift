import GatewayModel
import Host

/// The gateway that an action is about, as a look with its lock in hand showed it.
struct Scene: Sendable {
  let definition: Definition
  let survey: Survey
  /// Its newest run; newer than the survey where something was noted in it since.
  var record: RunRecord?

  var owner: Ownership { survey.owner(of: definition.id) }

  init(_ definition: Definition, _ survey: Survey, record: RunRecord? = nil) {
    self.definition = definition
    self.survey = survey
    self.record = record ?? survey.run(of: definition)
  }
}
