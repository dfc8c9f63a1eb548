import Control
import Presentation

/// In which words an action was refused or failed: `result == .refused("…")`.
enum Said: Equatable {
  case refused(String)
  case failed(String)
}

func == (result: ActionResult, said: Said) -> Bool {
  switch (result, said) {
  case (.refused(let refusal), .refused(let words)): refusal.message == words
  case (.failed(let failure), .failed(let words)): failure.message == words
  default: false
  }
}
