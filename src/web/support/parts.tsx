import type { Context } from 'hono'
import type { PropsWithChildren } from 'hono/jsx'
import { due as dueWords, hats as hatWords, standsNow, wordsSaid } from '#content/wording/support.ts'
import { dayWritten } from '#domain/day.ts'
import type { OrganisationKind } from '#domain/organisations/organisation.ts'
import { isOpen } from '#domain/organisations/showing.ts'
import { standing, type Due } from '#domain/support/due.ts'
import type { Hat, HelpState } from '#domain/support/help.ts'
import type { Day } from '#domain/words.ts'
import type { Desk } from '../desk.ts'
import { Written } from '../organisations/parts.tsx'
import { onRoom, type RoomScene } from '../organisations/scene.tsx'
import { notFoundPage, type Web } from '../scene.tsx'
import type { Problem } from '../ui/form.tsx'
import { Button, type ButtonProps } from '../ui/parts.tsx'
import { dayOf } from '../ui/moment.ts'
import { day, listed } from '../ui/say.ts'
import type { ItemHead, Refused, SaidWord } from './port.ts'

type Answer = Response | Promise<Response>

/** A page that only rooms of one kind have; in every other it does not exist. */
export function onRoomOf(desk: Desk, kind: OrganisationKind, handler: (c: Context<Web>, scene: RoomScene) => Answer) {
  return onRoom(desk, (c, scene) => (scene.room.organisation.kind === kind ? handler(c, scene) : notFoundPage(c, scene)))
}

/** A form of one button. */
export function Deed({ action, fields = {}, hidden, children, ...look }: PropsWithChildren<{ action: string; fields?: Record<string, string>; hidden?: string } & ButtonProps>) {
  return <form method="post" action={action} class="app-edit">
    {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    <Button kind="secondary" small {...look}>{children}{hidden && <span class="nhsuk-u-visually-hidden">{hidden}</span>}</Button>
  </form>
}

/** The last day on which whoever may look today goes on doing so: anybody by name, or one by its code; null where that is nobody. */
export function lastLook({ shares }: Pick<ItemHead, 'shares'>, today: Day, toCode?: string): Day | null {
  return shares.filter(share => isOpen(share, today) && (toCode === undefined || share.toCode === toCode)).map(share => share.until).toSorted().at(-1) ?? null
}

/** A refusal as problems of the page, each leading to its box where it has one. @param boxOf the box of the page by what a command calls it */
export const problemsOf = (no: Refused, boxOf = (at: string): string => at): Problem[] => (no.all ?? [no]).map(({ why, at }: Refused) => (at === undefined ? { text: why } : { text: why, href: `#${boxOf(at)}` }))

/** A day as typed, for a command to read; what is no day is handed on as it is, to be refused there. */
export const dayAsTyped = (typed: string): string => dayWritten(typed) ?? typed

/** "Overdue. An answer was wanted by 10 February 2026, 4 days ago." */
export function DueLine({ due, today }: { due: Due; today: Day }) {
  const { stands, days } = standing(due.on, today), on = due.on === null ? '' : day(due.on), inDays = dueWords.days(days)
  const lead = stands === 'overdue' ? <strong>{dueWords.overdue} </strong> : null
  return due.what === 'answer' ? <>{lead}{dueWords.answer[stands](on, inDays)}</> : <>{lead}{due.says}: {dueWords.step[stands](on, inDays)}.</>
}

/** "Taken up: Bryn Lowe helps and Kit Arden decides." */
const hatsInWords = (hats: readonly Pick<Hat, 'name' | 'kind'>[]): string => standsNow.takenUp(listed(hats.map(hat => standsNow.who(hat.name, hatWords[hat.kind].does))))

/** How a matter stands: who has taken it up, and what came of it. */
export function standsInWords(state: HelpState, hats: readonly Hat[]): string {
  const taken = hats.length > 0 ? `${hatsInWords(hats)} ` : ''
  if (state === 'asked') return standsNow.asked
  return `${taken}${state === 'answered' ? standsNow.answered : state === 'closed' ? standsNow.closed : ''}`.trim()
}

/** What was said after a request, oldest first; of a support unit with the hat of whoever said it. */
export function WordsSaid({ words, hats }: { words: readonly SaidWord[]; hats: readonly Hat[] }) {
  return <ol class="app-said">{words.map(word => {
    const hat = hats.find(each => each.person === word.person && each.organisation === word.organisation)
    return <li>
      <p class="app-source">{wordsSaid[word.kind](word.name, hat === undefined ? word.organisationName : `${word.organisationName} (${hatWords[hat.kind].does})`, dayOf(word.at))}</p>
      {word.says !== '' && <Written text={word.says} />}
    </li>
  })}</ol>
}
