import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { going as words, leaveRoom } from '#content/wording/leaving.ts'
import type { TakenForm } from '../../paths.ts'
import type { Web } from '../../scene.tsx'
import { dayOf } from '../../ui/moment.ts'
import { Button, NotificationBanner } from '../../ui/parts.tsx'
import { day } from '../../ui/say.ts'
import { Table } from '../../ui/table.tsx'
import type { Block, Leaving, TakenFile } from './port.ts'

/** What several pages of leaving say. */

export const forms: readonly TakenForm[] = ['xlsx', 'docx', 'json']

/** The three files, each with what it is for. */
export function Files({ href }: { href: (form: TakenForm) => string }) {
  return <ul class="app-links">{forms.map(form => <li><a href={href(form)} download>{leaveRoom.forms[form][0]}</a>: {leaveRoom.forms[form][1]}</li>)}</ul>
}

export function sendFile(c: Context<Web>, { name, type, bytes }: TakenFile): Response {
  return c.body(bytes, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'content-length': String(bytes.byteLength) })
}

/** What stays after something has gone, who keeps it, and why. */
export function Stays({ rows }: { rows: readonly (readonly [string, string, string])[] }) {
  const { what, who, why } = leaveRoom.stays
  return <Table caption={leaveRoom.staysTitle} captionSize="s" responsive rows={rows} columns={[{ head: what, cell: row => row[0] }, { head: who, cell: row => row[1] }, { head: why, cell: row => row[2] }]} />
}

/** That a room is to go, by whom, when, and the button that stops it. */
export function Going({ leaving, heading, stop, isAnswering }: { leaving: Leaving; /** Of which room, where that is not plain. */ heading?: string; stop: string; isAnswering: boolean }) {
  return <NotificationBanner title={words.title} heading={heading} id={`going-${leaving.id}`}>
    <p>{goingInWords(leaving)}</p>
    {isAnswering ? <form method="post" action={stop}><input type="hidden" name="leaving" value={leaving.id} /><Button kind="secondary" small>{words.stop}</Button></form> : <p>{words.whoMay}</p>}
  </NotificationBanner>
}

export function goingInWords({ way, askedByName, askedAt, dueOn, successor }: Leaving): string {
  return words.says[way](askedByName, dayOf(askedAt), day(dueOn), successor?.name ?? '')
}

/** A part of what somebody wrote, as on paper. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return <>{blocks.map(block => {
    if ('heading' in block) return <h4 class="nhsuk-heading-xs">{block.heading}</h4>
    if ('list' in block) return block.isNumbered ? <ol class="nhsuk-list nhsuk-list--number">{block.list.map(line => <li>{line}</li>)}</ol> : <ul class="nhsuk-list nhsuk-list--bullet">{block.list.map(line => <li>{line}</li>)}</ul>
    if ('table' in block) return <Table responsive rows={block.table.rows} columns={block.table.columns.map(({ head }, k) => ({ head, cell: (row: readonly string[]) => row[k] }))} />
    return block.paragraph.split(/\n{2,}/).map(part => <p>{part.split('\n').map((line, at): Child => (at === 0 ? line : <><br />{line}</>))}</p>)
  })}</>
}

/** How long what is deleted lies in copies. */
export const backupsInWords = (days: number | null): string => (days === null ? leaveRoom.backupsUnknown : leaveRoom.backups(days))
