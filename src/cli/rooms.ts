import { dayInEngland, dayInWords } from '#domain/day.ts'
import { roomsThereAre } from '#records/organisations.ts'
import { asViewer } from '#records/viewing.ts'
import type { Doors } from './doors.ts'

/** `alongside rooms`: support units, commissioners and providers with a room here, a line each; of practices and groups only how many. Nothing that is kept in any. */
export async function run(args: string[], { answer, say, withRooms }: Pick<Doors, 'answer' | 'say' | 'withRooms'>): Promise<number> {
  if (args.length > 0) {
    say(`rooms takes no options; found "${args[0]}".`)
    return 1
  }
  return withRooms(async ({ db }) => {
    const { bodies, practices, groups } = await asViewer(db, { as: 'host' }, roomsThereAre)
    for (const body of bodies) answer(`${body.kind}\t${body.code}\t${body.name}\tsince ${dayInWords(dayInEngland(body.madeAt))}${body.endedOn === null ? '' : `, until ${dayInWords(body.endedOn)}`}\n`)
    answer(`${practices} ${practices === 1 ? 'room of a practice' : 'rooms of practices'} and ${groups} of groups: whose they are is not told here\n`)
    if (bodies.length === 0) say('To open a room for an LMC: npm run -s alongside -- open-room --kind support --code CODE --name "NAME" --officer "NAME"')
    return 0
  })
}
