import yauzl from 'yauzl'

/** Cells of comma-separated text as spreadsheets take it apart, by one sign between: quotes hold a cell together wherever they begin it. */
export function cellsOf(text: string, between: string): string[] {
  const cells: string[] = []
  let cell = '', isQuoted = false, isFresh = true
  const plain = text.replace(/^\ufeff/, '')
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at]!
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (plain[at + 1] === '"') { cell += '"'; at++ }
      else isQuoted = false
    } else if (sign === '"' && isFresh) { isQuoted = true; isFresh = false }
    else if (sign === between || sign === '\n' || sign === '\r') { cells.push(cell); cell = ''; isFresh = true }
    else { cell += sign; isFresh = false }
  }
  return [...cells, cell]
}

/** A cell that a spreadsheet reckons with: by its first sign, spaces and signs that are not seen passed over. A plain number is only a number. */
export function isFormula(cell: string): boolean {
  return /^[\s\p{C}]*[=+\-@＝＋－＠]/u.test(cell) && !/^[-+]?\d+(\.\d+)?$/.test(cell)
}

/** The parts of a packed workbook or document, as text. */
export async function partsOf(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await new Promise<yauzl.ZipFile>((ready, failed) => { yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, opened) => { if (error) failed(error); else ready(opened) }) })
  const parts = new Map<string, string>()
  return new Promise((ready, failed) => {
    zip.on('end', () => ready(parts)).on('error', failed).on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) { failed(error); return }
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', failed).on('end', () => { parts.set(entry.fileName, Buffer.concat(chunks).toString()); zip.readEntry() })
      })
    })
    zip.readEntry()
  })
}
