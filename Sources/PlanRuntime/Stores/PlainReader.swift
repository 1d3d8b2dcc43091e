import PlanLang

/// Reads plain values by their bytes, on one of two threads: it looks at what both share and writes to rows of its own.
///
/// It never judges. A block or row with anything in it that is not plain is left to the careful way as a whole.
struct PlainReader {
  /// Takes a reader to a thread and back.
  final class Carrier: @unchecked Sendable {
    var reader: PlainReader
    init(_ reader: PlainReader) { self.reader = reader }
  }

  /// What both threads look at. Nothing of it changes meanwhile.
  struct Shared: @unchecked Sendable {
    let catalog: Catalog
    let snapshot: Snapshot
    let index: LabelIndex
    let texts: [LoadedText]
    let columnLists: [[DataLoader.TableColumn]]
    let extended: Set<ThingReference>
    /// Whether there is more to the load than what is read here.
    let isPiece: Bool
    let writers: [[ColumnWriter?]]
    let pool: TextPool.Reader
  }

  /// The structure of one entity's table as plain memory.
  private struct Rows {
    let alive: BatchReader<UInt8>
    let parentEntity: BatchReader<Int16>
    let parentRow: BatchReader<Int32>
    let originFile: BatchReader<UInt32>
    let originLine: BatchReader<UInt32>

    init(_ table: EntityTable) {
      alive = BatchReader(table.alive)
      parentEntity = BatchReader(table.parentEntity)
      parentRow = BatchReader(table.parentRow)
      originFile = BatchReader(table.originFile)
      originLine = BatchReader(table.originLine)
    }
  }

  private let shared: Shared
  // Each thread has its own of what is counted, or the two would wait for one another to count.
  private var forms: EntityForms
  private let columnLists: [[DataLoader.TableColumn]]
  private let writers: [[ColumnWriter?]]
  private let rows: [Rows]
  private let labels: [LabelIndex.Reader?]
  private var texts: PlainTexts
  private var seen = SeenFields()
  /// The text being read, and its lines.
  private var text: LoadedText?
  private var lines: LineFinder?
  /// What is left to the careful way.
  private(set) var carefulBlocks: [Int] = []
  private(set) var carefulRows: [Int] = []
  /// The fields by entity in which texts stand that have no number yet.
  private(set) var pendingFields: [[Bool]]

  /// - Parameter forms: the thread's own.
  init(_ shared: Shared, thread: Int, _ forms: EntityForms) {
    self.shared = shared
    self.forms = forms
    columnLists = shared.columnLists.map { list in list.map { $0 } }
    writers = shared.writers.map { list in list.map { $0 } }
    rows = shared.catalog.entities.indices.map { Rows(shared.snapshot.tables[$0]) }
    labels = shared.catalog.entities.indices.map { shared.index.reader(of: $0) }
    texts = PlainTexts(shared.pool, thread: thread)
    pendingFields = shared.writers.map { Array(repeating: false, count: $0.count) }
  }

  /// The texts that have no number yet, in the order they were met.
  var unknownTexts: ContiguousArray<UnsafeBufferPointer<UInt8>> { texts.unknown }

  /// Reads what stands in the rows that are this thread's: for each entity a stretch of its own.
  mutating func read(
    blocks: UnsafeBufferPointer<DataLoader.Fragment>, rows tableRows: UnsafeBufferPointer<DataLoader.Fragment>,
    in stretches: [Range<Int>]
  ) {
    for (position, fragment) in blocks.enumerated() where stretches[Int(fragment.entity)].contains(Int(fragment.row)) {
      if Interrupt.isRequested { return }
      if !readBlock(fragment) { carefulBlocks.append(position) }
    }
    for (position, fragment) in tableRows.enumerated()
    where stretches[Int(fragment.entity)].contains(Int(fragment.row)) {
      if Interrupt.isRequested { return }
      if !readCells(fragment) { carefulRows.append(position) }
    }
  }

  // MARK: Blocks and rows

  private mutating func readBlock(_ fragment: DataLoader.Fragment) -> Bool {
    guard fragment.evidence == 0, isPlain(fragment), let text = enter(fragment.text) else { return false }
    let reader = text.reader
    let form = forms[Int(fragment.entity)]
    seen.start(form.fields.count)
    var member = reader.firstChild(fragment.node)
    while member >= 0 {
      if reader.kind(member) == .fieldMember {
        let token = reader.firstToken(member)
        let value = reader.firstChild(member)
        guard let field = form.names.position(of: reader.bytes(ofToken: token)), seen.token(field) == nil,
          value >= 0, set(field, fragment, form, value, text, at: token)
        else { return false }
        seen.note(field, token)
      }
      member = reader.next(member)
    }
    return hasRequired(fragment, form)
  }

  private mutating func readCells(_ fragment: DataLoader.Fragment) -> Bool {
    guard fragment.evidence == 0, isPlain(fragment), let text = enter(fragment.text) else { return false }
    let reader = text.reader
    let form = forms[Int(fragment.entity)]
    let columns = columnLists[Int(fragment.columns)]
    var column = 0
    var cell = reader.firstChild(fragment.node)
    while cell >= 0 {
      if reader.kind(cell) == .cell {
        let value = reader.firstChild(cell)
        if value >= 0, case .field(let field) = columns[column],
          !set(field, fragment, form, value, text, at: reader.firstToken(value))
        {
          return false
        }
        column += 1
      }
      cell = reader.next(cell)
    }
    return hasRequired(fragment, form)
  }

  private func isPlain(_ fragment: DataLoader.Fragment) -> Bool {
    shared.extended.isEmpty || !shared.extended.contains(fragment.thing)
  }

  private func hasRequired(_ fragment: DataLoader.Fragment, _ form: EntityForm) -> Bool {
    form.required.allSatisfy { writers[Int(fragment.entity)][$0]?.isUnknown(Int(fragment.row)) == false }
  }

  private mutating func enter(_ number: Int32) -> LoadedText? {
    if let text, text.number == number { return text }
    let entered = shared.texts[Int(number)]
    text = entered
    lines = entered.file == 0 ? nil : entered.lines
    return entered
  }

  // MARK: Values

  /// Puts a value into a field of a fragment's thing; false for whatever needs a closer look.
  private mutating func set(
    _ field: Int, _ fragment: DataLoader.Fragment, _ form: EntityForm, _ node: Int32, _ text: LoadedText, at token: Int
  ) -> Bool {
    let reader = text.reader
    let entity = Int(fragment.entity)
    let row = Int(fragment.row)
    // What follows a value is its evidence.
    guard reader.next(node) < 0, let writer = writers[entity][field] else { return false }
    switch form.fields[field].shape {
    case .text:
      guard reader.kind(node) == .textLiteral, let bytes = reader.plainText(ofToken: reader.firstToken(node)),
        !bytes.isEmpty
      else { return false }
      let code = texts.code(of: bytes)
      if code >= PlainTexts.pending { pendingFields[entity][field] = true }
      writer.set(row, textCode: code)
    case .scale(let names):
      guard reader.kind(node) == .nameExpression, reader.endToken(node) - reader.firstToken(node) == 1,
        let code = names.position(of: reader.bytes(ofToken: reader.firstToken(node)))
      else { return false }
      writer.set(row, code: code)
    case .yesNo:
      guard reader.kind(node) == .wordLiteral else { return false }
      switch reader.tokenKind(reader.firstToken(node)) {
      case .yes: writer.set(row, code: 1)
      case .no: writer.set(row, code: 0)
      default: return false
      }
    case .quantity(let type, let low, let high):
      guard let value = PlainReader.quantity(node, type, low, high, reader), writer.set(row, quantity: value) else {
        return false
      }
    case .reference(let target):
      guard let found = reference(node, target, from: fragment, reader) else { return false }
      writer.set(row, reference: found)
    case .references(let target):
      guard reader.kind(node) == .valueList else { return false }
      var members: [Int32] = []
      var item = reader.firstChild(node)
      while item >= 0 {
        guard members.count < 32, let found = reference(item, target, from: fragment, reader) else { return false }
        if !members.contains(Int32(found)) { members.append(Int32(found)) }
        item = reader.next(item)
      }
      writer.set(row, references: members)
    case .other: return false
    }
    return setLine(writer, fragment, token, reader)
  }

  private mutating func setLine(
    _ writer: ColumnWriter, _ fragment: DataLoader.Fragment, _ token: Int, _ reader: TreeReader
  ) -> Bool {
    guard let line = lines?.line(of: reader.start(ofToken: token)) else { return true }
    let origin = rows[Int(fragment.entity)]
    let row = Int(fragment.row)
    let offset = line - Int(origin.originLine[row])
    guard offset >= 0, offset < 65_535, let file = text?.file, origin.originFile[row] == file else { return false }
    writer.setLine(row, offset: offset)
    return true
  }

  /// A number, percent, amount or date that fits its field; nil for whatever needs a closer look.
  static func quantity(_ node: Int32, _ type: ValueType, _ low: Int64, _ high: Int64, _ reader: TreeReader) -> Value? {
    guard let (value, found) = Literals.value(reader.kind(node), reader.bytes(ofNode: node)),
      found == type || (found == .integer && type == .number),
      let key = BoundsCheck.key(value), key >= low, key <= high
    else { return nil }
    return value
  }

  /// The row of the thing a plain text names, where that is beyond doubt; the same as `DataLoader.plainReference`.
  private mutating func reference(
    _ node: Int32, _ target: Int, from fragment: DataLoader.Fragment, _ reader: TreeReader
  ) -> Int? {
    guard reader.kind(node) == .textLiteral, forms[target].isNamed, let labels = labels[target],
      let plain = reader.plainText(ofToken: reader.firstToken(node)), let parent = parent(fragment.thing),
      let name = shared.pool.number(of: plain, hash: shared.pool.hash(plain))
    else { return nil }
    if let row = labels.row(named: name, in: parent, isThing: { isThing($0, of: target, in: parent) }) { return row }
    var root = parent
    while let outer = self.parent(root) { root = outer }
    guard forms[target].onlyParent == root.entity,
      !shared.isPiece || root == parent || root.entity != parent.entity
    else { return nil }
    return labels.row(named: name, in: root) { isThing($0, of: target, in: root) }
  }

  private func parent(_ thing: ThingReference) -> ThingReference? {
    let rows = rows[thing.entity]
    let entity = Int(rows.parentEntity[thing.row])
    return entity < 0 ? nil : ThingReference(entity: entity, row: Int(rows.parentRow[thing.row]))
  }

  private func isThing(_ row: Int, of entity: Int, in parent: ThingReference) -> Bool {
    let rows = rows[entity]
    return rows.alive[row] == 1 && Int(rows.parentRow[row]) == parent.row
      && Int(rows.parentEntity[row]) == parent.entity
  }
}
