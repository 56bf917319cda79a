import { writeLetter } from '#domain/organisations/letter.ts'
import { dayInEngland } from '#domain/day.ts'
import { queueLetter } from '#records/letters.ts'
import { takeNotice, waitingNotices, whomNoticed } from '#records/notices.ts'
import { asViewer, viewAs } from '#records/viewing.ts'
import type { RoomDesk } from './in-room.ts'
import type { MailOf } from './write-note.ts'

/** Notices written of in one go. */
const MOST = 50
/** Hours after which nobody is told any more: a backup put back, or a server that stood still, does not bring up what is long known. */
const TOLD_WITHIN = 24

/**
 * Writes the letters for what was shown or answered since: to those who answer for the organisation it names, where it has a room that was confirmed, or to the one
 * person it names. A round of its own, as the postman: what was shown is shown alike whether or not anybody is there, and nobody who shows something waits for this
 * or sees what came of it. Says whether there may be more.
 */
export async function tellOfNotices({ db, now, mailOf }: RoomDesk & { mailOf: MailOf }): Promise<boolean> {
  return asViewer(db, { as: 'postman' }, async tx => {
    const at = now(), today = dayInEngland(at), notices = await waitingNotices(tx, MOST)
    for (const notice of notices) {
      const { organisation } = await viewAs(tx, { as: 'postman', notice: notice.id, on: today }), people = await whomNoticed(tx, organisation, notice.toPerson, today)
      if (!await takeNotice(tx, notice.id) || at.getTime() - notice.at.getTime() > TOLD_WITHIN * 3_600_000) continue
      const addresses = (await Promise.all(people.map(mailOf))).filter(address => address !== null)
      await viewAs(tx, { as: 'doorkeeper' })
      for (const to of addresses) await queueLetter(tx, writeLetter({ kind: 'shared', to, path: `/our/${organisation}/${notice.page}/${notice.item}`, at, from: { name: notice.fromName, of: notice.fromOf }, until: null }), at)
    }
    return notices.length === MOST
  })
}
