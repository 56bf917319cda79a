import type { OrganisationId } from '#domain/organisations/organisation.ts'
import { dayAfter } from '#domain/day.ts'
import { refuse, type Day, type Refusal } from '#domain/words.ts'
import { endMemberships } from '#records/organisations.ts'
import { answeringInRoom, type RoomDesk, type Who } from './in-room.ts'

/** Leaves a group: from today on nothing of it is shown. What was written for the group stays with it, and the history says who belonged when. */
export async function leaveGroup(desk: RoomDesk, who: Who, group: OrganisationId): Promise<{ lastOn: Day } | Refusal> {
  return answeringInRoom(desk, who, async ({ tx, room, today }) => {
    const lastOn = dayAfter(today, -1)
    return await endMemberships(tx, { group, member: room.id }, lastOn) > 0 ? { lastOn } : refuse('not-in-group', `${room.name} is not in this group.`, 'Groups')
  })
}

