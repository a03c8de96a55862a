extension RefusedForm {
  /// What is wrong, with the name of the field in front where one is at fault: these pages say it above the form.
  ///
  /// - Parameter labels: the settings' words for fields that are not called by their own name.
  func labelled(in catalogue: Catalogue, _ labels: [String: String] = [:]) -> String {
    guard let field = problem.errors.first?.pointer.split(separator: "/").first.map(String.init) else {
      return problem.detail
    }
    let key = "settings.\(labels[field] ?? field)"
    return catalogue.has(key) ? "\(catalogue[key]): \(problem.detail)" : problem.detail
  }
}
