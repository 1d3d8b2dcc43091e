/// Fits columns into a terminal: long texts are cut first; what still has no room continues in further blocks below,
/// each with the column again that tells the rows apart.
struct TableFit {
  /// The blanks between two columns.
  static let gap = 2
  /// Texts are not cut below this many columns as long as there is another way.
  static let leastText = 12

  /// The width of each column.
  private(set) var widths: [Int]
  /// The columns of each block.
  private(set) var blocks: [[Int]]

  init(_ columns: [TableColumn], lineWidth: Int?) {
    self.init(natural: columns.map(\.naturalWidth), least: columns.map(\.leastWidth), lineWidth: lineWidth) {
      TableColumn.key(of: columns)
    }
  }

  /// - Parameters:
  ///   - natural: the widths with nothing cut.
  ///   - least: the widths below which columns are not cut.
  ///   - key: finds the column that comes again in every block; asked only when there are several.
  init(natural: [Int], least: [Int], lineWidth: Int?, key: () -> Int = { 0 }) {
    widths = natural
    blocks = [Array(natural.indices)]
    guard let lineWidth, !natural.isEmpty else { return }
    let room = lineWidth - Self.gap * (natural.count - 1)
    if natural.reduce(0, +) <= room { return }
    if let cap = Self.cap(natural, least, room: room) {
      widths = Self.shrunk(natural, least, cap: cap)
      return
    }
    cutIntoBlocks(least, lineWidth, key: key())
  }

  /// The columns the first block takes.
  var firstBlockWidth: Int {
    blocks[0].reduce(0) { $0 + widths[$1] } + Self.gap * max(0, blocks[0].count - 1)
  }

  /// The largest width to cut columns to with which everything fits; nil when nothing helps.
  private static func cap(_ natural: [Int], _ least: [Int], room: Int) -> Int? {
    func total(_ cap: Int) -> Int { shrunk(natural, least, cap: cap).reduce(0, +) }
    guard total(0) <= room else { return nil }
    var fits = 0
    var tooWide = (natural.max() ?? 0) + 1
    while tooWide - fits > 1 {
      let middle = (fits + tooWide) / 2
      if total(middle) <= room { fits = middle } else { tooWide = middle }
    }
    return fits
  }

  private static func shrunk(_ natural: [Int], _ least: [Int], cap: Int) -> [Int] {
    zip(natural, least).map { min($0, max(cap, $1)) }
  }

  private mutating func cutIntoBlocks(_ least: [Int], _ lineWidth: Int, key: Int) {
    // The column that names the row comes again in every block, and leaves room for others.
    widths[key] = min(widths[key], max(least[key], lineWidth / 3))
    let room = lineWidth - widths[key] - Self.gap
    for column in widths.indices where column != key { widths[column] = min(widths[column], max(least[column], room)) }
    blocks = []
    var block: [Int] = []
    var used = 0
    func end() {
      if !block.contains(key) { block.append(key) }
      blocks.append(block)
      block = [key]
      used = widths[key]
    }
    for column in widths.indices where column != key || blocks.isEmpty {
      let gap = block.isEmpty ? 0 : Self.gap
      // In the first block the names may come late; there has to be room for them.
      let reserved = block.contains(key) || column == key ? 0 : Self.gap + widths[key]
      if block.contains(where: { $0 != key }), used + gap + widths[column] + reserved > lineWidth { end() }
      // The block that ended may have been the first, which had the names.
      if column == key, block.contains(key) { continue }
      used += (block.isEmpty ? 0 : Self.gap) + widths[column]
      block.append(column)
    }
    if block != [key] || blocks.isEmpty { blocks.append(block) }
  }
}
