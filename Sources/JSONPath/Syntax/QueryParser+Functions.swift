import StrictJSON

extension QueryParser {
  /// The functions of RFC 9535, section 2.4; the opening parenthesis is taken.
  mutating func function(_ name: String, at start: Int) throws(QueryFault) -> Expression.Form {
    let arguments = try deeper { parser throws(QueryFault) in try parser.arguments() }
    switch name {
    case "length":
      try expect(1, of: name, arguments, start)
      return .value(.length(try value(arguments[0], of: name)))
    case "count":
      try expect(1, of: name, arguments, start)
      return .value(.count(try path(arguments[0], of: name)))
    case "value":
      try expect(1, of: name, arguments, start)
      return .value(.value(try path(arguments[0], of: name)))
    case "match", "search":
      try expect(2, of: name, arguments, start)
      let text = try value(arguments[0], of: name)
      let pattern = try pattern(arguments[1], of: name)
      return .condition(.matches(text, pattern, isWhole: name == "match"))
    case _: throw QueryFault(.unknownFunction(String(name.prefix(64))), at: start)
    }
  }

  private mutating func arguments() throws(QueryFault) -> [Expression] {
    skipSpaces()
    if take(")") { return [] }
    var arguments: [Expression] = []
    repeat {
      skipSpaces()
      arguments.append(try operand(.value))
      skipSpaces()
    } while take(",")
    guard take(")") else { throw unexpected(.commaOrClosingParenthesis) }
    return arguments
  }

  private func expect(_ count: Int, of name: String, _ arguments: [Expression], _ start: Int) throws(QueryFault) {
    guard arguments.count == count else {
      throw QueryFault(.wrongArgumentCount(function: name, expected: count), at: start)
    }
  }

  private func value(_ argument: Expression, of name: String) throws(QueryFault) -> Operand {
    switch argument.form {
    case .value(let operand): return operand
    case .path(let path):
      guard path.isSingular else { throw QueryFault(.notSingular, at: argument.offset) }
      return .query(path)
    case .condition: throw QueryFault(.wrongArgument(function: name, expected: .value), at: argument.offset)
    }
  }

  private func path(_ argument: Expression, of name: String) throws(QueryFault) -> Subquery {
    guard case .path(let path) = argument.form else {
      throw QueryFault(.wrongArgument(function: name, expected: .path), at: argument.offset)
    }
    return path
  }

  private func pattern(_ argument: Expression, of name: String) throws(QueryFault) -> Pattern {
    let operand = try value(argument, of: name)
    guard case .literal(let literal) = operand else { return .found(operand) }
    return .fixed(literal.string.flatMap { IRegexp($0) })
  }
}
