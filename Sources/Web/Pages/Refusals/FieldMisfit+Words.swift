package import Ticketing

extension FieldMisfit {
  /// What would fit, as a sentence beside the field.
  package func words(in catalogue: Catalogue) -> String {
    func say(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text("refusals.\(key)", values) }
    return switch self {
    case .tooLong(let limit): say("field_too_long", ["limit": "\(limit)"])
    case .notADay: say("misfit_day")
    case .notAmong(let allowed): say("misfit_choice", ["allowed": allowed.joined(separator: ", ")])
    case .notSomeOf(let allowed): say("misfit_choices", ["allowed": allowed.joined(separator: ", ")])
    case .takesText: say("misfit_text")
    case .takesANumber: say("misfit_number")
    case .takesAFlag: say("misfit_flag")
    }
  }
}

extension UploadRefusal {
  package func words(in catalogue: Catalogue) -> String {
    func say(_ key: String, _ limit: String) -> String { catalogue.text("refusals.\(key)", ["limit": limit]) }
    return switch self {
    case .fileTooLarge(let limit): say("file_too_large", ByteCount.text(limit))
    case .nameTooLong(let limit): say("file_name_too_long", "\(limit)")
    case .tooManyFiles(let limit): say("files_too_many", "\(limit)")
    case .textTooLong(let limit): say("form_too_long", ByteCount.text(limit))
    }
  }
}
