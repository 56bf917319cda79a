import { keptOf } from '#records/link-keys.ts'
import type { Fields, Name, Site } from './site.ts'
import type { Tally } from './tally.ts'
import type { Town } from './town.ts'
import { filled, type Route, type Walk } from './walk.ts'

/** A form as somebody would send it, whichever page it comes from. */
export interface Sent { route: Route; by: Name | null; at: string; fields: Fields; json?: unknown }

/**
 * One or a few of each form there is, filled in: from pages as they were walked, and by hand where a script sends it or where its page is shown for a moment only.
 * A route that has none was missed.
 */
export function sentForms(walk: Walk, routes: readonly Route[], town: Town, tally: Tally, each = 2): Sent[] {
  const sent: Sent[] = []
  for (const route of routes.filter(one => one.method === 'POST')) {
    const found = walk.forms.filter(form => form.route === route), kinds = new Map<string, Sent>()
    for (const form of found.toSorted((a, b) => Number(a.by === null) - Number(b.by === null) || Number(hasMost(b.at)) - Number(hasMost(a.at)))) {
      const one: Sent = { route, by: form.by, at: form.at, fields: filled(form) }, kind = one.fields.find(([name]) => name === 'do' || name === 'purpose')?.[1] ?? String(kinds.size)
      if (!kinds.has(kind) && (kinds.size < each || one.fields.some(([name]) => name === 'do'))) kinds.set(kind, one)
    }
    const all = [...kinds.values(), ...byHand(town, walk).filter(one => one.at !== null && route.path === one.path).map(({ by, at, fields = [], json }) => ({ route, by, at: at!, fields, json }))]
    if (all.length === 0) tally.miss(`no form for ${route.path}`)
    sent.push(...all)
  }
  return sent
}

/** Of one address that asks many things the page with the most to write. */
const hasMost = (at: string): boolean => at.endsWith('/questions/premises')

/** What pages do not show as a form: scripts send it, or it stands there only while something is being worked out. */
function byHand(town: Town, walk: Walk): { path: string; by: Name | null; at: string | null; fields?: Fields; json?: unknown }[] {
  const version = /data-from="(\d+)"/.exec(walk.pages.get(null)?.get(`/sketches/${town.sketch}`)?.body ?? '')?.[1] ?? '1'
  return [
    { path: '/areas/:key/sketches/:kind/stop', by: null, at: '/areas/england/sketches/journeys/stop?size=30000-50000' },
    { path: '/sketches/:key/again', by: null, at: `/sketches/${town.sketch}/again`, fields: [['from', version]] },
    { path: '/sketches/:key/stop-looking', by: null, at: `/sketches/${town.sketch}/stop-looking` },
    { path: '/sign-in/passkey/options', by: null, at: '/sign-in/passkey/options', json: {} },
    { path: '/sign-in/passkey', by: null, at: '/sign-in/passkey', json: { answer: { id: 'x', response: {} }, back: '/' } },
    { path: '/account/passkeys/options', by: 'okoro', at: '/account/passkeys/options', json: {} },
    { path: '/account/passkeys', by: 'okoro', at: '/account/passkeys', json: { answer: { id: 'x', response: {} }, name: 'theirs' } },
    { path: '/account/provider/add', by: 'okoro', at: '/account/provider/add' },
    { path: '/account/provider/remove', by: 'okoro', at: '/account/provider/remove', fields: [['id', 'x']] },
    { path: '/our/:organisation/confirm', by: 'wren', at: `/our/${town.rooms.lantern}/confirm`, fields: [['code', town.codes.room]] },
    { path: '/our/:organisation/leave/delete', by: 'okoro', at: `/our/${town.rooms.penmarshHealth}/leave/delete`, fields: [['name', town.names.penmarshHealth]] },
    { path: '/our/:organisation/letters/made', by: 'lowe', at: `/our/${town.rooms.lmc}/letters/made`, fields: [['letters-before', String(town.letters)], ['found', 'ZP0004'], ['practice', 'ZP0004']] },
    { path: '/our/:organisation/letters/csv', by: 'lowe', at: `/our/${town.rooms.lmc}/letters/csv`, fields: [['until', '2099-01-01'], ['letter', 'ZP0004 AAAA-AAAA-AAAA-AAAA']] },
    { path: '/sign-in/password', by: null, at: '/sign-in/password', fields: [['email', 'okoro@penmarsh.example'], ['password', town.password]] },
  ]
}

/** Forms in an order in which one leaves the others something to do. */
export function destroyingLast(forms: readonly Sent[]): Sent[] {
  const ends = [/\/(drop|stop|delete|leave|end|remove|withdraw|confirm)$/, /\/erase$|\/recovery-codes$|\/password|leave\/join|leave\/delete|mine\/delete/, /account\/close/, /sessions\/end|try-as|sign-in/, /sign-out/], place = ({ route }: Sent) => ends.findLastIndex(one => one.test(route.path))
  return forms.toSorted((a, b) => place(a) - place(b))
}

/** The versions that pages send along, as they are now: or every form after the first would be one from an old page. */
export async function versionsNow(site: Site, fields: Fields, at: string): Promise<Fields> {
  const item = /\/kept\/([\da-f-]{36})\//.exec(at)?.[1], isSketch = at.startsWith('/sketches/')
  if ((item === undefined && !isSketch) || !fields.some(([name]) => name === 'from')) return fields
  const { rows } = item === undefined ? await site.rows.client.query<{ v: number }>('select at_version as v from sketch where private_key = $1', [keptOf('private', at.split('/')[2]!)]) : await site.rows.client.query<{ v: number }>('select version as v from item where id = $1', [item])
  return fields.map(([name, value]) => [name, name === 'from' ? String(rows[0]?.v ?? value) : value])
}
