import type { Context } from 'hono'
import { keptAs, seen, who as whoWords } from '#content/wording/organisations.ts'
import { openShares } from '../organisations/parts.tsx'
import { roomPage, type RoomScene } from '../organisations/scene.tsx'
import { notFoundPage, type Web } from '../scene.tsx'
import { InsetText } from '../ui/parts.tsx'
import { asTheySeePage } from './ask.tsx'
import { WhatTheyRead } from './asked-us.tsx'
import { CaseRead } from './cases.tsx'

/** Exactly what somebody sees whom a request or a case is shown to by name: by the same parts as their own page, with only what they are shown. */
export async function asOthersSeePage(c: Context<Web>, scene: RoomScene, kind: 'help-request' | 'case', item: string, share: string): Promise<Response> {
  const { room, to, desk } = scene, { id } = room.organisation
  if (await desk.rooms.own(room.who, item) === null) return notFoundPage(c, scene) // another's is not opened, and so not read
  const matter = kind === 'help-request' ? await desk.support.open(room.who, item) : null, kept = kind === 'case' ? await desk.support.openedCase(room.who, item) : null
  const head = matter?.head ?? kept?.head, shown = head?.organisation === id ? openShares(head, room.today).find(each => each.id === share) : undefined
  if (head === undefined || shown === undefined) return notFoundPage(c, scene)
  if (matter !== null && shown.toCode === matter.help.toCode) return asTheySeePage(c, scene, matter)
  return roomPage(c, scene, { title: whoWords.asTheySee, under: kind === 'case' ? 'cases' : 'ask', back: to.item(id, item, 'who'), seenBy: keptAs[head.keptAs] }, <>
    <InsetText><p>{seen.preview(shown.toName)}</p></InsetText>
    {matter !== null && <WhatTheyRead matter={{ ...matter, side: 'shown', hats: [], words: [] }} today={room.today} world={room.organisation.world} />}
    {kept !== null && <CaseRead kept={kept} world={room.organisation.world} to={to} />}
  </>)
}
