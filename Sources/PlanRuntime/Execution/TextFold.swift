/// Texts as `~` compares them: without case and without accents.
enum TextFold {
  /// Letters that Unicode does not take apart into a letter and an accent.
  private static let whole: [Unicode.Scalar: String] = [
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ı": "i",
  ]

  static func folded(_ text: String) -> String {
    var result = ""
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    for scalar in text.lowercased().decomposedScalars {
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      if let replacement = whole[scalar] { result += replacement } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}

extension String {
  /// The canonical decomposition, scalar by scalar.
  fileprivate var decomposedScalars: [Unicode.Scalar] {
    unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
      guard scalar.value >= 0xC0 else { return [scalar] }
      return Decomposition.of(scalar)
    }
  }
}

/// Takes accented Latin letters apart; the standard library has the tables but no public call.
private enum Decomposition {
  static func of(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if let base = table[scalar] { return [base] }
    return [scalar]
  }

  /// Accented letters by base letter.
  private static let groups: [(Unicode.Scalar, String)] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓ"), ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ("g", "ĝğġģǧǵḡ"), ("h", "ĥȟḣḥḧḩḫẖ"), ("i", "ìíîïĩīĭįǐȉȋḭḯỉị"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽ"),
    ("m", "ḿṁṃ"), ("n", "ñńņňǹṅṇṉṋ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"),
    ("s", "śŝşšșṡṣṥṧṩ"), ("t", "ţťțṫṭṯṱẗ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"),
    ("x", "ẋẍ"), ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕ"), ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"),
    ("υ", "ύϋΰ"), ("ω", "ώ"), ("и", "й"), ("е", "ё"), ("і", "ї"),
  ]

  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    var result: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (base, letters) in groups {
      for letter in letters.unicodeScalars where letter.properties.generalCategory != .nonspacingMark {
        result[letter] = base
      }
    }
    return result
  }()
}
