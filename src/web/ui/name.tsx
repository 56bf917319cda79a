import { invented } from '#content/wording/frame.ts'
import type { World } from '#domain/words.ts'

/** A practice's or area's name on the page: "invented" stands after every name that is, on paper too. */
export function Name({ name, world, href }: { name: string; world: World; href?: string }) {
  const shown = href === undefined ? <>{name}</> : <a href={href}>{name}</a>
  return world === 'invented' ? <>{shown} <span class="app-invented-word">({invented.word})</span></> : shown
}
