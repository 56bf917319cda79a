/**
 * On a sketch of one's own, with a mouse: drag a practice on the map into another group, read what that would change, then move it or leave it.
 * Forms of the page are sent without leaving the place in the list. Figures and words all come from the server: nothing is worked out here.
 */

interface Choice { to: string; label: string; says: string; effect: unknown }
interface Effects { version: number; practice: string; name: string; choices: Choice[] }

const svgSpace = 'http://www.w3.org/2000/svg'
/** Pixels a mouse may tremble and still have clicked. */
const TREMBLE = 6
/** How far from a dot's edge a press still means that dot, pixels. */
const REACH = 10

const said = document.createElement('p')
said.className = 'nhsuk-u-visually-hidden'
said.setAttribute('role', 'status')
document.querySelector('main')?.append(said)

function begin(): void {
  const place = document.getElementById('my-sketch'), svg = place?.querySelector<SVGSVGElement>('svg.app-map'), panel = document.getElementById('dragged')
  if (!place || !svg || !panel) return
  for (const form of place.querySelectorAll<HTMLFormElement>('form.app-edit')) form.addEventListener('submit', event => { event.preventDefault(); void send(form, event.submitter) })
  svg.addEventListener('pointerdown', event => {
    const dot = event.button === 0 ? dotNear(svg, event) : null
    if (dot) follow(event, dot, svg, place, panel)
  })
}

/** The practice's dot nearest to the mouse, within reach of a hand that is not quite still; small dots are hard to hit. */
function dotNear(svg: SVGSVGElement, event: PointerEvent): SVGCircleElement | null {
  let best: SVGCircleElement | null = null, least = REACH
  for (const dot of svg.querySelectorAll<SVGCircleElement>('circle[data-code]')) {
    const box = dot.getBoundingClientRect(), far = Math.max(0, Math.hypot(event.clientX - box.x - box.width / 2, event.clientY - box.y - box.height / 2) - box.width / 2)
    if (far < least) { least = far; best = dot }
  }
  return best
}

/** Follows the mouse from a dot until it is let go. A finger scrolls the page instead: for it the list is the way. */
function follow(start: PointerEvent, dot: SVGCircleElement, svg: SVGSVGElement, place: HTMLElement, panel: HTMLElement): void {
  const code = dot.dataset['code']!, isMouse = start.pointerType !== 'touch'
  const ghost = document.createElementNS(svgSpace, 'circle')
  for (const [name, value] of Object.entries({ r: dot.getAttribute('r') ?? '6', fill: '#212B32', 'fill-opacity': '0.7', stroke: '#FFFFFF', 'stroke-width': '2', 'pointer-events': 'none' })) ghost.setAttribute(name, value)
  let isDragging = false
  const move = (event: PointerEvent) => {
    if (!isMouse || (!isDragging && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < TREMBLE)) return
    if (!isDragging) { isDragging = true; svg.append(ghost); svg.classList.add('app-map--dragging') }
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()!.inverse())
    ghost.setAttribute('cx', String(at.x))
    ghost.setAttribute('cy', String(at.y))
    for (const marked of svg.querySelectorAll('.app-map__aim')) marked.classList.remove('app-map__aim')
    const letter = letterAt(event)
    if (letter !== null) for (const ground of svg.querySelectorAll(`path[data-group="${letter}"]`)) ground.classList.add('app-map__aim')
  }
  const end = (event: PointerEvent) => {
    for (const [name, listener] of [['pointermove', move], ['pointerup', end], ['pointercancel', end]] as const) window.removeEventListener(name, listener)
    ghost.remove()
    svg.classList.remove('app-map--dragging')
    for (const marked of svg.querySelectorAll('.app-map__aim')) marked.classList.remove('app-map__aim')
    if (event.type === 'pointercancel') return
    const letter = isDragging ? letterAt(event) : null
    if (!isDragging || letter !== null) void show(place, panel, code, letter)
  }
  for (const [name, listener] of [['pointermove', move], ['pointerup', end], ['pointercancel', end]] as const) window.addEventListener(name, listener)
  start.preventDefault()
}

/** The group under the mouse: of the ground, or of a practice's dot. */
function letterAt(event: PointerEvent): string | null {
  for (const element of document.elementsFromPoint(event.clientX, event.clientY)) {
    if (!(element instanceof SVGElement)) continue
    const letter = element.dataset['group'] ?? element.closest<SVGGElement>('g[data-letter]')?.dataset['letter']
    if (letter) return letter
  }
  return null
}

/** What moving the practice there would change, with a way to do it; without a place to go, where its own page is. */
async function show(place: HTMLElement, panel: HTMLElement, code: string, letter: string | null): Promise<void> {
  const address = place.dataset['sketch']!, answer = await fetch(`${address}?practice=${code}`, { headers: { accept: 'application/json' } }).catch(() => null)
  if (!answer?.ok) return location.reload()
  const effects = await answer.json() as Effects, choice = effects.choices.find(each => each.to === letter)
  if (letter !== null && choice === undefined) { panel.hidden = true; return }
  const page = `${address.replace(/\/effects$/, '')}/practices/${code}`
  panel.replaceChildren(paragraph(choice ? `${effects.name} to ${choice.label.toLowerCase().startsWith('group') ? `group ${choice.to}` : choice.label.toLowerCase()}` : effects.name, true))
  if (choice) panel.append(paragraph(choice.says))
  if (choice?.effect) panel.append(moveForm(address.replace(/\/effects$/, '/change'), { from: String(effects.version), do: 'move', practice: code, to: choice.to, keep: 'yes' }))
  else panel.append(link('Move or keep it', page))
  const leave = button('Leave it', 'button')
  leave.addEventListener('click', () => { panel.hidden = true })
  panel.append(leave)
  panel.hidden = false
  panel.scrollIntoView({ block: 'nearest' })
}

function moveForm(action: string, fields: Record<string, string>): HTMLFormElement {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    form.append(field)
  }
  form.append(button('Move it there', 'submit'))
  form.addEventListener('submit', event => { event.preventDefault(); void send(form, event.submitter) })
  return form
}

function paragraph(text: string, isStrong = false): HTMLParagraphElement {
  const element = document.createElement('p')
  const inner = isStrong ? document.createElement('strong') : element
  inner.textContent = text
  if (inner !== element) element.append(inner)
  return element
}

function link(text: string, href: string): HTMLAnchorElement {
  const element = document.createElement('a')
  Object.assign(element, { textContent: text, href, className: 'nhsuk-button nhsuk-button--small' })
  return element
}

function button(text: string, type: 'button' | 'submit'): HTMLButtonElement {
  const element = document.createElement('button')
  Object.assign(element, { textContent: text, type, className: `nhsuk-button nhsuk-button--small${type === 'button' ? ' nhsuk-button--secondary' : ''}` })
  return element
}

/** Sends a form and puts the answer in place, with the same groups open as before. Where that cannot be, the form goes its ordinary way. */
async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams([...new FormData(form, submitter)].map(([name, value]): [string, string] => [name, String(value)])) }).catch(() => null)
  const text = answer ? await answer.text() : '', page = new DOMParser().parseFromString(text, 'text/html'), fresh = page.getElementById('my-sketch'), place = document.getElementById('my-sketch')
  if (!fresh || !place) { form.submit(); return }
  const open = [...place.querySelectorAll<HTMLDetailsElement>('details[id][open]')].map(details => details.id)
  place.replaceWith(document.importNode(fresh, true))
  const now = document.getElementById('my-sketch')!
  for (const details of now.querySelectorAll<HTMLDetailsElement>('details[id]')) details.open = open.includes(details.id)
  // Said once by this page's own voice; the line itself is there to read.
  now.querySelector('.app-deed')?.removeAttribute('role')
  said.textContent = now.querySelector('.nhsuk-error-summary li, .app-deed p')?.textContent ?? ''
  setTimeout(() => { said.textContent = '' }, 1_500)
  begin()
}

begin()
