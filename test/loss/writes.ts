import type { Write } from './write.ts'
import { accountWrites } from './writes/accounts.ts'
import { reviewWrites } from './writes/reviews.ts'
import { roomWrites } from './writes/rooms.ts'
import { sketchWrites } from './writes/sketches.ts'

/** Every kind of write that is looked after. */
export const writes: readonly Write[] = [...sketchWrites, ...roomWrites, ...reviewWrites, ...accountWrites]
