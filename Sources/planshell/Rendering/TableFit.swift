/// Fits columns into a terminal: long texts are cut first; what still has no room continues in further blocks below,
/// each beginning with the first column again.
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
    self.init(natural: columns.map(\.naturalWidth), least: columns.map(\.leastWidth), lineWidth: lineWidth)
  }

  /// - Parameters:
  ///   - natural: the widths with nothing cut.
  ///   - least: the widths below which columns are not cut.
  init(natural: [Int], least: [Int], lineWidth: Int?) {
    widths = natural
    blocks = [Array(natural.indices)]
    guard let lineWidth, !natural.isEmpty else { return }
    let room = lineWidth - Self.gap * (natural.count - 1)
    if natural.reduce(0, +) <= room { return }
    if let cap = Self.cap(natural, least, room: room) {
      widths = Self.shrunk(natural, least, cap: cap)
      return
    }
    cutIntoBlocks(least, lineWidth)
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

  private mutating func cutIntoBlocks(_ least: [Int], _ lineWidth: Int) {
    // The first column names the row, so it comes again in every block, and leaves room for others.
    widths[0] = min(widths[0], max(least[0], lineWidth / 3))
    let room = lineWidth - widths[0] - Self.gap
    for column in widths.indices.dropFirst() { widths[column] = min(widths[column], max(least[column], room)) }
    blocks = []
    var block = [0]
    var used = widths[0]
    for column in widths.indices.dropFirst() {
      if block.count > 1, used + Self.gap + widths[column] > lineWidth {
        blocks.append(block)
        block = [0]
        used = widths[0]
      }
      block.append(column)
      used += Self.gap + widths[column]
    }
    blocks.append(block)
  }
}
