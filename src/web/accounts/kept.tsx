import type { Context } from 'hono'
import { kept as words } from '#content/wording/accounts.ts'
import type { Desk } from '../desk.ts'
import type { Web } from '../scene.tsx'
import { NotificationBanner } from '../ui/parts.tsx'
import { timeInEngland } from '../ui/moment.ts'
import { askingOf } from './signed-in.ts'

/** What somebody typed on this very page when their session had ended, to be put back into its boxes. */
export interface TypedBefore { one(name: string): string | undefined; all(name: string): readonly string[]; at: Date }

/** For pages with a form behind `signedIn`; null when nothing is kept for this page and person. */
export async function typedBefore(c: Context<Web>, desk: Desk): Promise<TypedBefore | null> {
  const who = c.get('who'), kept = who ? await desk.accounts.typed.find(askingOf(c), who) : null
  if (kept === null || kept.path !== pathOf(c.req.url)) return null
  return { one: name => kept.fields[name]?.[0], all: name => kept.fields[name] ?? [], at: kept.at }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** Stands above a form that has been filled with what was typed before. */
export function TypedIsKept({ typed }: { typed: TypedBefore | null }) {
  return typed && <NotificationBanner heading={words.banner}><p>{words.says(timeInEngland(typed.at))}</p></NotificationBanner>
}
