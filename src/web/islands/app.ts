import { Button, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll } from 'nhsuk-frontend'

// The design system's own behaviour, and three small kindnesses. Every page works without any of it.
for (const component of [Button, ErrorSummary, NotificationBanner, Radios, SkipLink]) createAll(component)

document.addEventListener('click', event => {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-print], button[data-copy]') : null
  if (button?.hasAttribute('data-print')) window.print()
  else if (button) copy(button)
})

// A link is copied by one press, where the browser lets us; the box beside it can always be copied by hand.
function copy(button: HTMLButtonElement): void {
  const box = document.getElementById(button.dataset['copy'] ?? '')
  if (!(box instanceof HTMLInputElement)) return
  box.select()
  void navigator.clipboard?.writeText(box.value).then(() => { button.textContent = button.dataset['copied'] ?? button.textContent }).catch(() => {})
}

// "Hide this page": one press, or Esc twice within a second, leaves a public page in its place, and going back does not bring this one back.
const hide = document.querySelector<HTMLAnchorElement>('a[data-hide]')
let escapedAt = -Infinity
if (hide) {
  hide.addEventListener('click', event => { event.preventDefault(); location.replace(hide.href) })
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    if (event.timeStamp - escapedAt < 1_000) location.replace(hide.href)
    escapedAt = event.timeStamp
  })
}

// Browsers that print a folded table folded are helped: opened before, folded again after.
let opened: HTMLDetailsElement[] = []
window.addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')]
  for (const details of opened) details.open = true
})
window.addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
})

// A page that waits for something asks for itself again and puts the new answer in place, until it no longer says it is waiting.
async function refresh(place: Element): Promise<void> {
  const every = Number(place.getAttribute('data-refresh')) || 1000
  while (place.isConnected && place.hasAttribute('data-refresh')) {
    await new Promise(done => setTimeout(done, every))
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null)
    // A no is an answer, with its reason: there is nothing more to wait for. Anything else may pass.
    if (answer?.status === 422) return location.reload()
    if (!answer?.ok) continue
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById(place.id)
    if (!fresh) return location.reload()
    // Only news is put in place, so that a screen reader does not say the same thing again and again.
    if (place.innerHTML !== fresh.innerHTML) place.innerHTML = fresh.innerHTML
    document.title = page.title
    if (!fresh.hasAttribute('data-refresh')) place.removeAttribute('data-refresh')
  }
}
for (const place of document.querySelectorAll('[id][data-refresh]')) void refresh(place)
