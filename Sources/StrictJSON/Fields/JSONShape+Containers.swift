extension JSONShape {
  /// An object, read field by field; fields that `body` does not ask for are refused.
  package static func object(_ body: @escaping (inout JSONFields) throws(JSONProblems) -> Value) -> JSONShape {
    JSONShape { value throws(JSONProblems) in
      try JSONFields.read(value, body)
    }
  }

  /// An array of at most so many elements, each of that shape; the problems of all of them are told.
  package static func list<Element>(
    of element: JSONShape<Element>, max limit: Int
  ) -> JSONShape where Value == [Element] {
    JSONShape { value throws(JSONProblems) in
      guard case .array(let values) = value else { throw value.mismatch(.array) }
      guard values.count <= limit else { throw JSONProblems(.tooManyEntries(limit: limit)) }
      var elements: [Element] = []
      elements.reserveCapacity(values.count)
      var problems = JSONProblems()
      for (index, value) in values.enumerated() {
        do throws(JSONProblems) {
          elements.append(try element.read(value))
        } catch {
          problems.add(error, under: JSONPointer(index))
        }
      }
      guard problems.isEmpty else { throw problems }
      return elements
    }
  }

  /// An object whose keys are the sender's, each one line of at most 200 bytes, and whose values are of that shape.
  package static func entries<Element>(
    of element: JSONShape<Element>, max limit: Int
  ) -> JSONShape where Value == [(key: String, value: Element)] {
    JSONShape { value throws(JSONProblems) in
      guard case .object(let object) = value else { throw value.mismatch(.object) }
      guard object.members.count <= limit else { throw JSONProblems(.tooManyEntries(limit: limit)) }
      let name = JSONShape<String>.line(max: 200)
      var entries: [(key: String, value: Element)] = []
      var problems = JSONProblems()
      for member in object.members {
        do throws(JSONProblems) {
          entries.append((key: try name.read(.string(member.key)), value: try element.read(member.value)))
        } catch {
          problems.add(error, under: JSONPointer(member.key))
        }
      }
      guard problems.isEmpty else { throw problems }
      return entries
    }
  }

  /// The shape's value made into another; nil from `transform` is the problem "is not " and then `expected`.
  package func map<Other>(_ expected: String, _ transform: @escaping (Value) -> Other?) -> JSONShape<Other> {
    JSONShape<Other> { value throws(JSONProblems) in
      guard let other = transform(try read(value)) else { throw JSONProblems(.unreadable(expected: expected)) }
      return other
    }
  }
}
