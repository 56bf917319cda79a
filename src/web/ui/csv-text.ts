/**
 * Comma-separated text that spreadsheets open: RFC 4180, with a mark so that Excel reads it as UTF-8. A text that would begin a formula gets an apostrophe
 * before it, so that opening somebody's words never runs them.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return String(value)
    const safe = /^[=+\-@\t\r\n]|^[\s\p{Cf}]+[=+\-@]/u.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}
