/**
 * HTML as a browser takes it apart (HTML standard, 13.2.5: tags, attributes, comments, elements whose insides are text), as far as asking needs:
 * which elements and attributes a page has, and which forms. Not our own renderer's view of itself: a quote that was not escaped becomes an attribute here.
 */

export interface Tag { name: string; attributes: [name: string, value: string][]; isEnd: boolean; /** Text up to the next tag. */ text: string }

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }
export const decoded = (text: string): string => text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));?/gi, (all, hex?: string, number?: string, name?: string) => {
  if (name !== undefined) return named[name.toLowerCase()]!
  const code = hex === undefined ? Number(number) : Number.parseInt(hex, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
})

const rawText = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes']), escapable = new Set(['textarea', 'title'])
const isSpace = (sign: string | undefined): boolean => sign !== undefined && /[\t\n\f\r ]/.test(sign)

/** Tags of a text in order, comments as tags called `!--`; a tag that is never closed is none. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = []
  let at = 0
  const add = (name: string, attributes: [string, string][], isEnd: boolean) => { tags.push({ name, attributes, isEnd, text: '' }) }
  const say = (text: string) => { const last = tags.at(-1); if (last) last.text += text }
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) { say(html.slice(at)); break }
    say(html.slice(at, open))
    const after = html[open + 1] ?? ''
    if (after === '!' || after === '?' || (after === '/' && !/[a-z]/i.test(html[open + 2] ?? ''))) {
      const isComment = html.startsWith('<!--', open), end = isComment ? commentEnd(html, open) : html.indexOf('>', open) + 1 || html.length
      if (isComment) add('!--', [], false)
      else if (!/^<!doctype/i.test(html.slice(open, open + 9))) add('!bogus', [], false)
      at = end
      continue
    }
    const isEnd = after === '/', start = open + (isEnd ? 2 : 1)
    if (!/[a-z]/i.test(html[start] ?? '')) { say('<'); at = open + 1; continue }
    const tag = tagAt(html, start)
    if (tag === null) break
    add(tag.name, tag.attributes, isEnd)
    at = tag.end
    if (!isEnd && (rawText.has(tag.name) || escapable.has(tag.name))) {
      const close = new RegExp(`</${tag.name}(?=[\\t\\n\\f\\r />])`, 'gi')
      close.lastIndex = at
      const found = close.exec(html), end = found?.index ?? html.length
      say(html.slice(at, end))
      at = end
    }
  }
  return tags
}

function commentEnd(html: string, open: number): number {
  if (html.startsWith('<!-->', open)) return open + 5
  if (html.startsWith('<!--->', open)) return open + 6
  const ends = ['-->', '--!>'].map(mark => ({ mark, at: html.indexOf(mark, open + 4) })).filter(one => one.at >= 0).sort((a, b) => a.at - b.at)
  return ends[0] === undefined ? html.length : ends[0].at + ends[0].mark.length
}

function tagAt(html: string, start: number): { name: string; attributes: [string, string][]; end: number } | null {
  let at = start
  while (at < html.length && !isSpace(html[at]) && html[at] !== '/' && html[at] !== '>') at++
  const name = html.slice(start, at).toLowerCase(), attributes: [string, string][] = []
  for (;;) {
    while (isSpace(html[at]) || html[at] === '/') at++
    if (at >= html.length) return null
    if (html[at] === '>') return { name, attributes, end: at + 1 }
    const began = at
    if (html[at] === '=') at++
    while (at < html.length && !isSpace(html[at]) && !'/>='.includes(html[at]!)) at++
    const attribute = html.slice(began, at).toLowerCase()
    while (isSpace(html[at])) at++
    if (html[at] !== '=') { attributes.push([attribute, '']); continue }
    at++
    while (isSpace(html[at])) at++
    const quote = html[at]
    if (quote === '"' || quote === "'") {
      const end = html.indexOf(quote, at + 1)
      if (end < 0) return null
      attributes.push([attribute, decoded(html.slice(at + 1, end))])
      at = end + 1
    } else {
      const from = at
      while (at < html.length && !isSpace(html[at]) && html[at] !== '>') at++
      attributes.push([attribute, decoded(html.slice(from, at))])
    }
  }
}

const addresses = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'srcdoc', 'background', 'ping'])

/** Where an address leads, by its scheme as a browser reads it: signs below a space are passed over. */
function schemeOf(value: string): string {
  const plain = [...value].filter(sign => sign > ' ').join('')
  return /^[a-z][a-z\d+.-]*:/i.exec(plain)?.[0].toLowerCase() ?? (/^[/\\]{2}/.test(plain) ? '//' : '')
}

/** What a page is made of: each element with the names of its attributes and the schemes of its addresses, whatever they say. Sorted, each as often as it is there. */
export function structureOf(html: string): string[] {
  return tagsOf(html).filter(tag => !tag.isEnd).map(({ name, attributes }) => `${name}[${attributes.map(([attribute, value]) => (addresses.has(attribute) ? `${attribute}=${schemeOf(value)}` : attribute)).sort().join(' ')}]`).sort()
}

/** Elements of one page that the other has not, or not so often; in words, a few of them. */
export function moreThan(page: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const one of other) left.set(one, (left.get(one) ?? 0) + 1)
  return page.filter(one => { const count = left.get(one) ?? 0; left.set(one, count - 1); return count <= 0 })
}

// ── forms ──

export interface Field { name: string; type: string; value: string; choices: string[] }
export interface Form { method: string; action: string; enctype: string; fields: Field[] }

const attribute = (tag: Tag, name: string): string | undefined => tag.attributes.find(([one]) => one === name)?.[1]

/** The forms of a page. `choices` are the values of a name's radios, boxes and options, those that are chosen first. */
export function formsOf(html: string, at: string): Form[] {
  const forms: Form[] = []
  let form: Form | null = null, select: Field | null = null
  for (const tag of tagsOf(html)) {
    if (tag.name === 'form') {
      form = tag.isEnd ? null : { method: (attribute(tag, 'method') ?? 'get').toLowerCase(), action: attribute(tag, 'action') ?? at, enctype: attribute(tag, 'enctype') ?? 'application/x-www-form-urlencoded', fields: [] }
      if (form !== null) forms.push(form)
      continue
    }
    if (tag.name === 'select') select = null
    if (form === null || tag.isEnd) continue
    const name = attribute(tag, 'name') ?? '', value = attribute(tag, 'value') ?? ''
    if (tag.name === 'option' && select !== null) { const isChosen = attribute(tag, 'selected') !== undefined; select.choices[isChosen ? 'unshift' : 'push'](value); if (isChosen) select.value = value }
    if (name === '') continue
    const field: Field = { name, type: tag.name === 'input' ? (attribute(tag, 'type') ?? 'text').toLowerCase() : tag.name, value: tag.name === 'textarea' ? decoded(tag.text).replace(/^\n/, '') : value, choices: [] }
    if (tag.name === 'select') { select = { ...field, value: '' }; form.fields.push(select) }
    else if (field.type === 'radio' || field.type === 'checkbox') {
      const known = form.fields.find(one => one.name === name), isChosen = attribute(tag, 'checked') !== undefined
      if (known === undefined) form.fields.push({ ...field, value: isChosen ? value : '', choices: [value] })
      else { known.choices[isChosen ? 'unshift' : 'push'](value); if (isChosen) known.value = value }
    } else if (tag.name === 'input' || tag.name === 'textarea' || (tag.name === 'button' && value !== '')) form.fields.push(field)
  }
  return forms
}

/** Where a page leads: its links, as they stand. */
export function linksOf(html: string): string[] {
  return tagsOf(html).filter(tag => tag.name === 'a' && !tag.isEnd).map(tag => attribute(tag, 'href') ?? '').filter(href => href !== '')
}
