extension JournalEntry {
  /// The entry as it may be shown.
  public func shown(by redactor: Redactor) -> JournalEntry {
    var entry = self
    entry.gateway = LogText.clean(gateway)
    entry.message = redactor.show(message)
    for index in entry.steps.indices { entry.steps[index].text = redactor.show(steps[index].text) }
    return entry
  }
}
