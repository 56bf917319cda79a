// XML 1.0 holds no other control signs, and neither of the two last code points of the plane.
const unwritable = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Text as a finished paper can hold it: line ends are one sign, and what XML cannot carry (control signs, halves of a pair) is shown as �, so that nothing typed breaks a file. */
export function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').toWellFormed().replaceAll(unwritable, '\uFFFD')
}
