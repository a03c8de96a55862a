/// One page of text as a PDF of the least kind (ISO 32000-1, 7.5). The lines are ASCII without brackets and backslashes.
struct PlainPDF {
  let lines: [String]

  var bytes: [UInt8] {
    let words = lines.enumerated().map { index, line in "\(index == 0 ? "" : "0 -20 Td ")(\(line)) Tj" }
    let text = "BT /F1 13 Tf 60 780 Td \(words.joined(separator: "\n")) ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var file = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    let entries = places.map { place in
      let digits = String(place)
      return String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n" + entries.joined()
    file += "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(file.utf8)
  }
}
