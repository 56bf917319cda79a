import type { Context } from 'hono'
import { seen as words } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import { page, frameOf, notFoundPage, type Web } from '../scene.tsx'
import type { Desk } from '../desk.ts'
import { dayOf, moment } from '../ui/moment.ts'
import { Tag } from '../ui/parts.tsx'
import { day } from '../ui/say.ts'
import { kindInWords } from './parts.tsx'
import { headingOf, Says } from './says.tsx'
import type { ItemHead, Opened } from './port.ts'
import { roomPage, type RoomScene } from './scene.tsx'

/** An item of another organisation as those see it whom it is shown to. Its owner is shown this same part by "Show me exactly what they see". */
export function SeenItem({ head, note, copy, groupName }: Opened & { groupName: string | null }) {
  const until = head.shares[0]?.until
  return <article id="seen">
    <p class="nhsuk-caption-m">{words.from(head.organisationName)}</p>
    <h1 class="nhsuk-heading-l">{headingOf({ note, copy })}</h1>
    <p class="app-source">{words.by(head.authorName, moment(head.changedAt))}</p>
    <Says note={note} copy={copy} />
    <p class="app-source">{head.seenAs === 'this-group' ? words.ofGroup(groupName ?? whoSees.group) : until === undefined ? '' : words.until(day(until))}</p>
  </article>
}

const groupOf = ({ room }: RoomScene, head: ItemHead): string | null => room.groups.find(each => each.organisation.id === head.group)?.organisation.name ?? (head.group === room.organisation.id ? room.organisation.name : null)

export async function shownToUsPage(c: Context<Web>, scene: RoomScene) {
  const { desk, to, room } = scene, items = await desk.rooms.shownToUs(room.who)
  return roomPage(c, scene, { title: words.listTitle, under: 'shown-to-us' }, <>
    <h1 class="nhsuk-heading-l">{words.listTitle}</h1>
    <p>{words.listLede}</p>
    {items.length === 0 ? <p>{words.none}</p> : <ul class="app-kept">{items.map(head => <li>
      <a href={to.shown(room.organisation.id, head.id)}>{words.kindFrom(kindInWords(head.kind), head.organisationName)}</a>
      <span class="app-kept__who">{head.seenAs === 'this-group' ? groupOf(scene, head) ?? whoSees.group : whoSees.named(head.shares[0]?.toName ?? room.organisation.name, day(head.shares[0]?.until ?? room.today))}</span>
      <span class="app-source">{!head.isOpened && <><Tag colour="blue">{words.notOpened}</Tag> </>}{dayOf(head.changedAt)}</span>
    </li>)}</ul>}
  </>)
}

export function shownPage(c: Context<Web>, scene: RoomScene, opened: Opened) {
  const { to, room } = scene, { head } = opened
  if (headingOf(opened) === null) return notFoundPage(c, scene)
  const seenBy = head.seenAs === 'this-group' ? whoSees.group : whoSees.named(room.organisation.name, day(head.shares[0]?.until ?? room.today))
  return roomPage(c, scene, { title: words.listTitle, under: 'shown-to-us', back: to.room(room.organisation.id, 'shown-to-us'), seenBy }, <SeenItem {...opened} groupName={groupOf(scene, head)} />)
}

/** What somebody has kept for anyone: a public page, with whose it is. */
export async function publishedPage(c: Context<Web>, desk: Desk, item: string) {
  const frame = frameOf(c, desk, null), opened = await desk.rooms.published(item)
  if (opened === null || headingOf(opened) === null) return notFoundPage(c, { frame })
  return page(c, { frame }, { title: words.aNote, seenBy: whoSees.anyone }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds"><SeenItem {...opened} head={{ ...opened.head, shares: [] }} groupName={null} /></div></div>)
}

