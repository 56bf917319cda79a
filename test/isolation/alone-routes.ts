import { actingIn, type DeclaredRoute, type Question } from './asking.ts'
import { inRoom, inTheRoom, isAnsweringIn, isNoted, isRoomOf, itemIn, mayChangeIt, ownItems, rows, said, seen, seenIn, whole } from './giving.ts'
import { isCurrent } from './world.ts'

/** Routes of partners answering alone: what one of them answered stands on that partner's own page, and on that of whoever it was opened to by name. */

const ofPractice = (q: Question): boolean => isRoomOf('practice')(q) && isAnsweringIn(q)
const roundIn = (q: Question) => q.world.rows.alone_round.find(each => each.id === q.params['round'] && each.organisation === q.params['organisation'])
/** A partner who is asked in it. */
const asksThem = (q: Question): boolean => ofPractice(q) && actingIn(q)!.looker.roles.includes('partner') && roundIn(q) !== undefined && q.world.rows.alone_asked.some(each => each.round === q.params['round'] && each.person === q.person)
const isTheirs = (q: Question): boolean => seenIn(q)?.kind === 'alone'
const isOwn = (q: Question): boolean => isTheirs(q) && mayChangeIt(q)
const partnersOf = ({ world, params }: Question): Set<string> => new Set(world.rows.role.filter(role => role.organisation === params['organisation'] && role.kind === 'partner' && isCurrent(world, role)).map(role => role.person))
const questions = { stop: ['within-2', 'later', 'rather-not-say'], urgent: ['0', '4'], again: ['yes', 'no'], income: ['under-80', 'rather-not-say'], risk: ['none', 'some'], property: ['none'], others: ['2', 'rather-not-say'], hours: ['30-to-40', '30-to-40', 'x'] }

export const aloneRoutes: Record<string, DeclaredRoute> = {
  'GET /our/:organisation/answer-alone': inTheRoom({
    opens: ofPractice,
    // Names of those asked, how many have answered, what came of it; of answers only that the asker's own, or ones opened to them, are there.
    shows: inRoom((world, asker) => ({ within: ['alone_round', 'alone_asked', 'role'], exactly: { item: rows(...ownItems(world, asker).filter(item => item.kind === 'alone' && (item.author === asker.looker.person || isOfLast(item.id, world, asker.looker.organisation!)))) } })),
  }),
  'GET /our/:organisation/answer-alone/questions': inTheRoom({ opens: isRoomOf('practice'), shows: inRoom(() => ({})) }),
  // With one partner or none it leads on, and so does a round that has ended.
  'GET /our/:organisation/answer-alone/begin': inTheRoom({ opens: ofPractice, shows: q => (partnersOf(q).size < 2 ? {} : inRoom(() => ({ within: ['role'] }))(q)) }),
  // Two are asked at least, and a field is filled in once here: who may ask whom is held in src/server/alone.test.ts.
  'POST /our/:organisation/answer-alone/begin': inTheRoom({ isNeverTaken: true, opens: ofPractice, fields: { partner: 'partner' } }),
  'GET /our/:organisation/answer-alone/said/:item': inTheRoom({
    params: { item: 'item' }, opens: isTheirs, isNotedReading: isNoted,
    shows: inRoom((world, _, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]) }, whole: whole(world, [itemIn(q)]), within: ['share', 'alone_round', 'role'] })),
  }),
  'POST /our/:organisation/answer-alone/said/:item/delete': inTheRoom({ params: { item: 'item' }, opens: isOwn, fields: {} }),
  'POST /our/:organisation/answer-alone/said/:item/stop': inTheRoom({ params: { item: 'item' }, opens: isOwn, fields: { share: 'share' } }),
  'GET /our/:organisation/answer-alone/:round': inTheRoom({
    params: { round: 'round' }, opens: asksThem,
    shows: q => (roundIn(q)!.ended_at !== null ? {} : inRoom((world, asker) => ({ exactly: { alone_round: rows(roundIn(q)!), alone_asked: seen(world, 'alone_asked', asker, row => row['round'] === q.params['round']) } }))(q)),
  }),
  'POST /our/:organisation/answer-alone/:round': inTheRoom({ params: { round: 'round' }, opens: asksThem, opensAlone: true, fields: { ...questions, way: ['each-other', 'each-other', 'sheet'] } }),
  'POST /our/:organisation/answer-alone/:round/close': inTheRoom({ params: { round: 'round' }, opens: q => ofPractice(q) && roundIn(q) !== undefined, opensAlone: true, fields: {} }),
}

/** Of the round that ended last: what partners opened to each other is led to from its page. */
function isOfLast(item: string, { rows: all }: Question['world'], organisation: string): boolean {
  const last = all.alone_round.find(each => each.organisation === organisation && each.ended_at !== null)
  return last !== undefined && all.alone_answer.some(each => each.item === item && each.round === last.id)
}
