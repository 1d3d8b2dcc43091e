/// Fits columns into a terminal: long texts are cut first; what still has no room continues in further blocks below,
/// each beginning with the first column again.
struct TableFit {
  /// The blanks between two columns.
  static let gap = 2
  /// Texts are not cut below this many columns as long as there is another way.
  private static let leastText = 12

  /// The width of each column.
  private(set) var widths: [Int]
  /// The columns of each block.
  private(set) var blocks: [[Int]]

  init(_ columns: [TableColumn], lineWidth: Int?) {
    self.init(natural: columns.map(\.naturalWidth), mayShrink: columns.map(\.mayShrink), lineWidth: lineWidth)
  }

  init(natural: [Int], mayShrink: [Bool], lineWidth: Int?) {
    widths = natural
    blocks = [Array(natural.indices)]
    guard let lineWidth, !natural.isEmpty else { return }
    let room = lineWidth - Self.gap * (natural.count - 1)
    if natural.reduce(0, +) <= room { return }
    if let cap = Self.cap(natural, mayShrink, room: room) {
      widths = Self.shrunk(natural, mayShrink, cap: cap)
      return
    }
    cutIntoBlocks(mayShrink, lineWidth)
  }

  /// The columns the first block takes.
  var firstBlockWidth: Int {
    blocks[0].reduce(0) { $0 + widths[$1] } + Self.gap * max(0, blocks[0].count - 1)
  }

  /// The largest width for texts with which everything fits; nil when nothing helps.
  private static func cap(_ natural: [Int], _ mayShrink: [Bool], room: Int) -> Int? {
    func total(_ cap: Int) -> Int { shrunk(natural, mayShrink, cap: cap).reduce(0, +) }
    guard total(leastText) <= room else { return nil }
    var fits = leastText
    var tooWide = max(natural.max() ?? 0, leastText) + 1
    while tooWide - fits > 1 {
      let middle = (fits + tooWide) / 2
      if total(middle) <= room { fits = middle } else { tooWide = middle }
    }
    return fits
  }

  private static func shrunk(_ natural: [Int], _ mayShrink: [Bool], cap: Int) -> [Int] {
    zip(natural, mayShrink).map { $1 ? min($0, cap) : $0 }
  }

  private mutating func cutIntoBlocks(_ mayShrink: [Bool], _ lineWidth: Int) {
    // The first column names the row, so it comes again in every block, and leaves at least half of the line.
    if mayShrink[0] { widths[0] = min(widths[0], max(Self.leastText, lineWidth / 3)) }
    widths[0] = min(widths[0], lineWidth)
    let room = max(lineWidth - widths[0] - Self.gap, 1)
    for column in widths.indices.dropFirst() where widths[column] > room {
      // A figure wider than the whole line is left whole: half a number is a wrong one.
      if mayShrink[column] { widths[column] = min(widths[column], max(room, Self.leastText)) }
    }
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
