/**
 * Comma-separated text that spreadsheets open: RFC 4180, with a mark so that Excel reads it as UTF-8. A text that would begin a formula gets an apostrophe
 * before it, so that opening somebody's words never runs them: also behind a semicolon or a tab, by which some programs part cells whatever the file is parted by.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return String(value)
    const safe = (begins.test(value) ? "'" : '') + value.replaceAll(begunInside, "'")
    return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}

// Wide signs count as the narrow ones where somebody writes Japanese or Chinese. A dash with a space after it is a dash.
const begins = /^[\t\r\n]|^[\s\p{C}]*[=+\-@＝＋－＠]/u
const begunInside = /(?<=[;\t])(?=[\s\p{C}]*(?:[=+@＝＋＠]|[-－](?=\S)))/gu
